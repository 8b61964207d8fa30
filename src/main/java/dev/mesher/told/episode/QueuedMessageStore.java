package dev.mesher.told.episode;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;

/**
 * Queues the messages that tell of an episode. They are sent once the transaction is committed; what they say is found when
 * they are sent. The channels are locked first, as those do who delete them.
 */
public final class QueuedMessageStore {
    /**
     * A message that waits for its first try will tell of the new alerts, too. It is locked, so that no sender claims it
     * before they are committed. A channel that was told nothing of the episode is told at once, also when the rule got
     * the channel only now.
     */
    private static final String TELL =
            """
            WITH listed AS MATERIALIZED (
                SELECT e.id AS episode_id, e.digest_at, c.id AS channel_id
                FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS e(id, rule_id, digest_at)
                JOIN rule_channels r ON r.rule_id = e.rule_id JOIN channels c ON c.id = r.channel_id
                FOR KEY SHARE OF c),
            waiting AS MATERIALIZED (
                SELECT m.episode_id, m.channel_id
                FROM listed l JOIN messages m ON m.episode_id = l.episode_id AND m.channel_id = l.channel_id
                WHERE m.kind IN ('first', 'digest') AND m.attempt = 0
                  AND m.delivered_at IS NULL AND m.given_up_at IS NULL
                FOR NO KEY UPDATE OF m),
            due AS (
                SELECT l.episode_id, l.channel_id, l.digest_at,
                       EXISTS (SELECT FROM messages m
                               WHERE m.episode_id = l.episode_id AND m.channel_id = l.channel_id
                                 AND m.kind IN ('first', 'digest')) AS told
                FROM listed l LEFT JOIN waiting w USING (episode_id, channel_id)
                WHERE w.channel_id IS NULL)
            INSERT INTO messages (channel_id, episode_id, kind, created_at, due_at, next_try_at, give_up_at)
            SELECT d.channel_id, d.episode_id, CASE WHEN d.told THEN 'digest' ELSE 'first' END, $4, at, at,
                   at + interval '24 hours'
            FROM due d CROSS JOIN LATERAL (SELECT CASE WHEN d.told THEN d.digest_at ELSE $4 END AS at) time""";

    private static final String CALM =
            """
            WITH told AS MATERIALIZED (
                SELECT m.episode_id, c.id AS channel_id
                FROM (SELECT DISTINCT episode_id, channel_id FROM messages
                      WHERE episode_id = ANY ($1) AND kind = 'digest') m
                JOIN channels c ON c.id = m.channel_id
                FOR KEY SHARE OF c)
            INSERT INTO messages (channel_id, episode_id, kind, created_at, due_at, next_try_at, give_up_at)
            SELECT channel_id, episode_id, 'calm', at, at, at, at + interval '24 hours'
            FROM told, (SELECT $2::timestamptz AS at) time""";

    private QueuedMessageStore() {}

    /**
     * Queues a message for each channel of the episodes' rules, unless one waits already: the first one for now, later ones
     * for the next digest time. Call it after the alerts were stored, in the same transaction.
     *
     * @return how many messages it queued
     */
    public static Future<Integer> tell(SqlConnection transaction, OffsetDateTime now, Collection<Episode> episodes) {
        return transaction
                .preparedQuery(TELL)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(episodes.stream().map(Episode::id).toArray(UUID[]::new))
                        .addArrayOfUUID(episodes.stream().map(Episode::ruleId).toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(episodes.stream()
                                .map(episode -> DigestTimes.next(episode.startedAt(), now))
                                .toArray(OffsetDateTime[]::new))
                        .addOffsetDateTime(now))
                .map(rows -> rows.rowCount());
    }

    /** Says that the episodes are over to each channel that was sent a digest of them, or has one waiting. */
    static Future<Integer> calm(SqlConnection transaction, OffsetDateTime now, UUID[] episodes) {
        return transaction
                .preparedQuery(CALM)
                .execute(Tuple.tuple().addArrayOfUUID(episodes).addOffsetDateTime(now))
                .map(rows -> rows.rowCount());
    }
}
