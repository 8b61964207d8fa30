package dev.mesher.told.queue;

import dev.mesher.db.ClockAhead;
import dev.mesher.told.send.Outcome;
import io.vertx.core.Future;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores how tries ended: in the log, on the message, and on its channel. */
final class DeliveryStore {
    /**
     * One statement, so that all of it is stored or nothing. A try whose claim is not the message's present one changes
     * nothing. The time from acceptance is told once: not when a message is delivered again by hand.
     */
    private static final String SETTLE =
            """
            WITH settled AS (
                UPDATE messages
                SET claimed_until = NULL,
                    delivered_at = CASE WHEN $8::text IS NULL THEN now() + $4::interval END,
                    given_up_at = CASE WHEN $8::text IS NOT NULL AND give_up_at < now() + $4::interval + $9::interval
                                       THEN now() + $4::interval END,
                    next_try_at = CASE WHEN $8::text IS NULL THEN next_try_at
                                       ELSE now() + $4::interval + $9::interval END
                WHERE id = $1 AND attempt = $2 AND claimed_until = $3
                  AND delivered_at IS NULL AND given_up_at IS NULL
                RETURNING id, channel_id, episode_id, kind, delivered_at, given_up_at),
            logged AS (
                INSERT INTO deliveries (message_id, attempt, at, millis, status, words, error)
                SELECT id, $2, now() + $4::interval, $5::integer, $6::integer, $7::text, $8 FROM settled),
            known AS (
                UPDATE channels c
                SET failing_since = CASE WHEN $8::text IS NOT NULL
                                         THEN coalesce(c.failing_since, now() + $4::interval) END,
                    last_error = $8
                FROM settled s
                WHERE c.id = s.channel_id
                  AND ((c.failing_since IS NULL) <> ($8::text IS NULL) OR c.last_error IS DISTINCT FROM $8))
            SELECT s.given_up_at IS NOT NULL AS given_up, CASE
                WHEN s.kind = 'first' AND NOT EXISTS (
                    SELECT FROM deliveries d WHERE d.message_id = s.id AND d.error IS NULL)
                THEN extract(epoch FROM s.delivered_at - (
                    SELECT a.accepted_at FROM alerts a WHERE a.episode_id = s.episode_id
                    ORDER BY a.number LIMIT 1)) * 1000 END::bigint AS told_millis
            FROM settled s""";

    private final SqlClient client;
    private final ClockAhead clock;

    DeliveryStore(SqlClient client, ClockAhead clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * What became of the message.
     *
     * @param givenUp no other try follows
     * @param toldMillis from the acceptance of the episode's first event to the delivery; null for other messages than the
     *     first, and when the acceptance is not known
     */
    record Settled(boolean givenUp, @Nullable Long toldMillis) {}

    /**
     * Stores the try.
     *
     * @param wait how long to wait before the next try, if this one failed
     * @return empty when the claim has run out and somebody else has the message; nothing is stored then
     */
    Future<Optional<Settled>> settle(ClaimedMessage message, Outcome outcome, Duration took, Duration wait) {
        Tuple arguments = Tuple.of(message.id(), message.attempt(), message.until(), clock.interval())
                .addInteger((int) Math.min(took.toMillis(), Integer.MAX_VALUE))
                .addInteger(outcome.status())
                .addString(outcome.words())
                .addString(outcome.error())
                .addValue(Interval.of(wait));
        return client.preparedQuery(SETTLE).execute(arguments).map(rows -> {
            Iterator<Row> each = rows.iterator();
            if (!each.hasNext()) {
                return Optional.empty();
            }
            Row row = each.next();
            return Optional.of(new Settled(row.getBoolean("given_up"), row.getLong("told_millis")));
        });
    }
}
