package dev.mesher.told.episode;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Opens, continues and ends episodes. All calls are made in transactions of the authority, so that no two run at once. The
 * caller passes the time, by PostgreSQL's clock.
 */
public final class EpisodeStore {
    /** {@link #CALM_LATER} follows at once, with the time at which the episode is over. */
    private static final String JOIN =
            """
            INSERT INTO episodes AS e (rule_id, project_id, started_at, last_alert_at, alert_count, calm_at)
            SELECT r.id, r.project_id, $3, $3, j.alerts, 'infinity'
            FROM unnest($1::uuid[], $2::bigint[]) AS j(rule_id, alerts) JOIN alert_rules r ON r.id = j.rule_id
            ORDER BY r.id
            ON CONFLICT (rule_id) WHERE ended_at IS NULL DO UPDATE
            SET last_alert_at = excluded.last_alert_at, alert_count = e.alert_count + excluded.alert_count
            RETURNING id, rule_id, started_at""";

    private static final String CALM_LATER =
            """
            UPDATE episodes e SET calm_at = c.calm_at
            FROM unnest($1::uuid[], $2::timestamptz[]) AS c(id, calm_at) WHERE e.id = c.id""";

    /** Locks the rules first, as those do who delete them. */
    private static final String END_QUIET =
            """
            WITH quiet AS MATERIALIZED (
                SELECT e.id FROM episodes e JOIN alert_rules r ON r.id = e.rule_id
                WHERE e.ended_at IS NULL AND e.calm_at <= $1
                ORDER BY e.calm_at LIMIT $2 FOR KEY SHARE OF r)
            UPDATE episodes SET ended_at = $1
            WHERE id IN (SELECT id FROM quiet) AND ended_at IS NULL AND calm_at <= $1
            RETURNING id""";

    private EpisodeStore() {}

    /**
     * Counts new alerts in the open episodes of their rules, and opens an episode for a rule that has none. The caller
     * holds locks on the rules.
     *
     * @param alerts how many new alerts each rule has, by the rule's id
     * @return the episodes by the rule's id
     */
    public static Future<Map<UUID, Episode>> join(
            SqlConnection transaction, OffsetDateTime now, Map<UUID, Long> alerts) {
        UUID[] rules = alerts.keySet().toArray(UUID[]::new);
        Long[] counts = alerts.values().toArray(Long[]::new);
        return transaction
                .preparedQuery(JOIN)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(rules)
                        .addArrayOfLong(counts)
                        .addOffsetDateTime(now))
                .map(EpisodeStore::episodes)
                .compose(episodes ->
                        calmLater(transaction, now, episodes.values()).map(episodes));
    }

    private static Map<UUID, Episode> episodes(Iterable<Row> rows) {
        Map<UUID, Episode> episodes = new HashMap<>();
        for (Row row : rows) {
            Episode episode =
                    new Episode(row.getUUID("id"), row.getUUID("rule_id"), row.getOffsetDateTime("started_at"));
            episodes.put(episode.ruleId(), episode);
        }
        return episodes;
    }

    private static Future<Void> calmLater(SqlConnection transaction, OffsetDateTime now, Collection<Episode> episodes) {
        return transaction
                .preparedQuery(CALM_LATER)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(episodes.stream().map(Episode::id).toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(episodes.stream()
                                .map(episode -> DigestTimes.calm(episode.startedAt(), now))
                                .toArray(OffsetDateTime[]::new)))
                .mapEmpty();
    }

    /**
     * Ends the episodes that have been quiet for long enough, and queues a message that says so for each channel that was
     * told more than the first alerts.
     *
     * @param atMost how many it ends at most
     * @return how many messages it queued
     */
    public static Future<Integer> endQuiet(SqlConnection transaction, OffsetDateTime now, int atMost) {
        return transaction
                .preparedQuery(END_QUIET)
                .execute(Tuple.of(now, atMost))
                .compose(rows -> {
                    UUID[] ended = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
                    return ended.length == 0
                            ? Future.succeededFuture(0)
                            : QueuedMessageStore.calm(transaction, now, ended);
                });
    }
}
