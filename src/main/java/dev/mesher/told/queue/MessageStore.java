package dev.mesher.told.queue;

import dev.mesher.db.ClockAhead;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claims messages and fixes what they say. The row of a message is its claim: it names the try and its end, so that any
 * node takes the message over from one that does not come back.
 */
final class MessageStore {
    /** Longer than the slowest try, an e-mail of 30 s, with what is stored before and after it. */
    static final Duration CLAIM = Duration.ofSeconds(60);

    private static final String OPEN = "%1$s.delivered_at IS NULL AND %1$s.given_up_at IS NULL";

    /**
     * The message of channel {@code c} to be sent now. A message waits for earlier ones of its episode that are due or were
     * tried: a receiver hears of an episode in its order.
     */
    private static final String NEXT =
            """
            SELECT d.id, d.next_try_at FROM messages d
            WHERE d.channel_id = c.id AND %s AND d.next_try_at <= now() + $1::interval
              AND NOT EXISTS (
                  SELECT FROM messages o
                  WHERE o.episode_id = d.episode_id AND o.channel_id = d.channel_id AND o.number < d.number
                    AND %s AND (o.attempt > 0 OR o.next_try_at <= now() + $1::interval))
            ORDER BY d.next_try_at, d.number LIMIT 1"""
                    .formatted(OPEN.formatted("d"), OPEN.formatted("o"));

    /** Channel {@code c} has no message under way. */
    private static final String IDLE =
            """
            NOT EXISTS (
                SELECT FROM messages b
                WHERE b.channel_id = c.id AND b.claimed_until > now() + $1::interval OFFSET 0)""";

    /**
     * Locks the channels that have something to send and nothing under way, so that no two nodes claim messages of one
     * channel. The first part leaps from channel to channel in the index of open messages.
     */
    private static final String LOCK_CHANNELS =
            """
            WITH RECURSIVE waiting AS (
                (SELECT m.channel_id AS id FROM messages m WHERE %1$s ORDER BY m.channel_id LIMIT 1)
                UNION ALL
                SELECT (SELECT m.channel_id FROM messages m
                        WHERE %1$s AND m.channel_id > w.id ORDER BY m.channel_id LIMIT 1)
                FROM waiting w WHERE w.id IS NOT NULL),
            due AS MATERIALIZED (
                SELECT c.id, next.next_try_at FROM waiting c CROSS JOIN LATERAL (%2$s) next
                WHERE c.id IS NOT NULL AND %3$s)
            SELECT c.id FROM channels c JOIN due d ON d.id = c.id
            ORDER BY d.next_try_at LIMIT $2 FOR NO KEY UPDATE OF c SKIP LOCKED"""
                    .formatted(OPEN.formatted("m"), NEXT, IDLE);

    /**
     * Claims one message of each locked channel. This statement sees all claims that were committed before the channels
     * were locked, so it looks for them again.
     */
    private static final String CLAIM_MESSAGES =
            """
            UPDATE messages m
            SET attempt = m.attempt + 1, claimed_until = now() + $1::interval + $2::interval
            FROM (
                SELECT next.id, c.kind, c.settings
                FROM channels c CROSS JOIN LATERAL (%s FOR UPDATE SKIP LOCKED) next
                WHERE c.id = ANY ($3) AND %s) t
            WHERE m.id = t.id
            RETURNING m.id, t.kind, t.settings, m.attempt, now() + $1::interval AS at, m.claimed_until, m.content"""
                    .formatted(NEXT, IDLE);

    private static final String FIX =
            """
            UPDATE messages SET content = $4, last_alert = $5
            WHERE id = $1 AND attempt = $2 AND claimed_until = $3 AND content IS NULL""";

    private static final String REMOVE =
            "DELETE FROM messages WHERE id = $1 AND attempt = $2 AND claimed_until = $3 AND content IS NULL";

    private final Pool pool;
    private final ClockAhead clock;

    MessageStore(Pool pool, ClockAhead clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Claims messages that are due, at most one of each channel and {@code most} in all. */
    Future<List<ClaimedMessage>> claim(int most) {
        Interval ahead = clock.interval();
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(LOCK_CHANNELS)
                .execute(Tuple.of(ahead, most))
                .compose(rows -> {
                    UUID[] channels = new UUID[rows.size()];
                    int at = 0;
                    for (Row row : rows) {
                        channels[at++] = row.getUUID("id");
                    }
                    return channels.length == 0
                            ? Future.succeededFuture(List.of())
                            : claim(transaction, ahead, channels);
                }));
    }

    private static Future<List<ClaimedMessage>> claim(SqlClient transaction, Interval ahead, UUID[] channels) {
        return transaction
                .preparedQuery(CLAIM_MESSAGES)
                .execute(Tuple.of(ahead, Interval.of(CLAIM)).addArrayOfUUID(channels))
                .map(rows -> {
                    List<ClaimedMessage> claimed = new ArrayList<>();
                    rows.forEach(row -> claimed.add(new ClaimedMessage(
                            row.getUUID("id"),
                            row.getString("kind"),
                            row.getJsonObject("settings"),
                            row.getInteger("attempt"),
                            row.getOffsetDateTime("at").toInstant(),
                            row.getOffsetDateTime("claimed_until"),
                            row.getJsonObject("content"))));
                    return claimed;
                });
    }

    /**
     * Stores what the message says from now on.
     *
     * @param lastAlert the number of the last alert that it tells of; null when it tells of none
     * @return false when the claim has run out, and somebody else may have claimed the message
     */
    Future<Boolean> fix(ClaimedMessage message, JsonObject content, @Nullable Long lastAlert) {
        return changes(FIX, claim(message).addJsonObject(content).addLong(lastAlert));
    }

    /** Takes a message out of the queue that has nothing to tell. */
    Future<Void> remove(ClaimedMessage message) {
        return changes(REMOVE, claim(message)).mapEmpty();
    }

    private Future<Boolean> changes(String statement, Tuple arguments) {
        return pool.preparedQuery(statement).execute(arguments).map(rows -> rows.rowCount() == 1);
    }

    private static Tuple claim(ClaimedMessage message) {
        return Tuple.of(message.id(), message.attempt(), message.until());
    }
}
