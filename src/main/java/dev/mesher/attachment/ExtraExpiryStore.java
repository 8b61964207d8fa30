package dev.mesher.attachment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Removes extras that are past their project's retention or never got an event, and item counts that are too old to be
 * shown. Each statement removes one bounded batch.
 */
public final class ExtraExpiryStore {
    private static final List<String> TABLES = List.of("attachments", "user_feedback");

    private static final String EXPIRE =
            """
            DELETE FROM %1$s WHERE (project_id, event_id, digest) IN (
                SELECT a.project_id, a.event_id, a.digest FROM projects p CROSS JOIN LATERAL (
                    SELECT project_id, event_id, digest FROM %1$s
                    WHERE project_id = p.id
                      AND received_at < ((now() AT TIME ZONE 'UTC')::date - p.retention_days)::timestamp AT TIME ZONE 'UTC'
                    ORDER BY received_at LIMIT $1) a
                LIMIT $1)""";

    /** Few at a time, since an extra without an event is looked for in the partition of every day. */
    private static final int SETTLED = 200;

    /**
     * An extra has one hour to get its event, which may arrive later or wait in a journal. While a closed day has no
     * index of clients' event ids, nobody can tell whether it has the event.
     */
    static final String SETTLE =
            """
            WITH due AS MATERIALIZED (
                SELECT a.project_id, a.event_id, a.digest,
                       EXISTS (SELECT FROM named_events(a.project_id, a.event_id) OFFSET 0) AS found
                FROM %1$s a WHERE NOT a.settled AND a.received_at < now() - interval '1 hour'
                  AND NOT EXISTS (SELECT FROM event_days WHERE NOT indexed AND ends <= now() - interval '1 hour' OFFSET 0)
                ORDER BY a.received_at LIMIT $1 FOR UPDATE SKIP LOCKED),
            kept AS (
                UPDATE %1$s a SET settled = true FROM due d
                WHERE (a.project_id, a.event_id, a.digest) = (d.project_id, d.event_id, d.digest) AND d.found),
            gone AS (
                DELETE FROM %1$s a USING due d
                WHERE (a.project_id, a.event_id, a.digest) = (d.project_id, d.event_id, d.digest) AND NOT d.found)
            SELECT count(*) FROM due""";

    private static final String FORGET_COUNTS =
            """
            DELETE FROM item_counts WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM item_counts WHERE day < (now() AT TIME ZONE 'UTC')::date - 90 LIMIT $1))""";

    private ExtraExpiryStore() {}

    /** Removes one batch. True when there may be more to remove. */
    public static Future<Boolean> step(SqlConnection transaction, int batch) {
        Future<Boolean> more = count(transaction, FORGET_COUNTS, batch);
        for (String table : TABLES) {
            more = more.compose(before ->
                            count(transaction, EXPIRE.formatted(table), batch).map(full -> full || before))
                    .compose(before ->
                            settle(transaction, SETTLE.formatted(table), batch).map(full -> full || before));
        }
        return more;
    }

    private static Future<Boolean> count(SqlConnection transaction, String delete, int batch) {
        return transaction.preparedQuery(delete).execute(Tuple.of(batch)).map(rows -> rows.rowCount() >= batch);
    }

    private static Future<Boolean> settle(SqlConnection transaction, String settle, int batch) {
        int atMost = Math.min(batch, SETTLED);
        return transaction
                .preparedQuery(settle)
                .execute(Tuple.of(atMost))
                .map(rows -> rows.iterator().next().getLong(0) >= atMost);
    }
}
