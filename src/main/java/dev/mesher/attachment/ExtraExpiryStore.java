package dev.mesher.attachment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Removes extras that are past their project's retention, attachments that never got an event or a feedback, and item
 * counts that are too old to be shown. Each statement removes one bounded batch.
 */
public final class ExtraExpiryStore {
    private static final List<String> EXPIRE =
            List.of(expire("attachments", "project_id, event_id, digest"), expire("user_feedback", "id"));

    /** Few at a time, since an extra without an event is looked for in the partition of every day. */
    private static final int SETTLED = 200;

    /**
     * An attachment has one hour to get its event or its feedback, which may arrive later or wait in a journal. While a
     * closed day has no index of clients' event ids, nobody can tell whether it has the event. What is removed moves to
     * another category in the counts of the day on which it came.
     */
    static final String SETTLE =
            """
            WITH due AS MATERIALIZED (
                SELECT a.project_id, a.event_id, a.digest,
                       EXISTS (SELECT FROM named_events(a.project_id, a.event_id) OFFSET 0)
                       OR EXISTS (SELECT FROM user_feedback f
                                  WHERE f.project_id = a.project_id AND f.feedback_id = a.event_id) AS found
                FROM attachments a WHERE NOT a.settled AND a.received_at < now() - interval '1 hour'
                  AND NOT EXISTS (SELECT FROM event_days WHERE NOT indexed AND ends <= now() - interval '1 hour' OFFSET 0)
                ORDER BY a.received_at LIMIT $1 FOR UPDATE SKIP LOCKED),
            kept AS (
                UPDATE attachments a SET settled = true FROM due d
                WHERE (a.project_id, a.event_id, a.digest) = (d.project_id, d.event_id, d.digest) AND d.found),
            gone AS (
                DELETE FROM attachments a USING due d
                WHERE (a.project_id, a.event_id, a.digest) = (d.project_id, d.event_id, d.digest) AND NOT d.found
                RETURNING a.project_id, (a.received_at AT TIME ZONE 'UTC')::date AS day),
            counted AS (
                INSERT INTO item_counts AS c (project_id, day, category, item_count)
                SELECT project_id, day, category, sum(change)
                FROM gone CROSS JOIN (VALUES ('attachment', -1), ('attachment.event_missing', 1)) v (category, change)
                GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                ON CONFLICT (project_id, day, category) DO UPDATE SET item_count = c.item_count + excluded.item_count)
            SELECT count(*) FROM due""";

    private static final String FORGET_COUNTS =
            """
            DELETE FROM item_counts WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM item_counts WHERE day < (now() AT TIME ZONE 'UTC')::date - 90 LIMIT $1))""";

    private ExtraExpiryStore() {}

    private static String expire(String table, String key) {
        return """
            DELETE FROM %1$s WHERE (%2$s) IN (
                SELECT old.* FROM projects p CROSS JOIN LATERAL (
                    SELECT %2$s FROM %1$s a
                    WHERE a.project_id = p.id
                      AND a.received_at < ((now() AT TIME ZONE 'UTC')::date - p.retention_days)::timestamp AT TIME ZONE 'UTC'
                    ORDER BY a.received_at LIMIT $1) old
                LIMIT $1)"""
                .formatted(table, key);
    }

    /** Removes one batch. True when there may be more to remove. */
    public static Future<Boolean> step(SqlConnection transaction, int batch) {
        Future<Boolean> more = count(transaction, FORGET_COUNTS, batch);
        for (String expire : EXPIRE) {
            more = more.compose(before -> count(transaction, expire, batch).map(full -> full || before));
        }
        return more.compose(before -> settle(transaction, batch).map(full -> full || before));
    }

    private static Future<Boolean> count(SqlConnection transaction, String delete, int batch) {
        return transaction.preparedQuery(delete).execute(Tuple.of(batch)).map(rows -> rows.rowCount() >= batch);
    }

    private static Future<Boolean> settle(SqlConnection transaction, int batch) {
        int atMost = Math.min(batch, SETTLED);
        return transaction
                .preparedQuery(SETTLE)
                .execute(Tuple.of(atMost))
                .map(rows -> rows.iterator().next().getLong(0) >= atMost);
    }
}
