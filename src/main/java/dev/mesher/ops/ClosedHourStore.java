package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/**
 * Adds up the counts of hours that are over. Writers count the events of an hour in up to 33 rows of {@code
 * project_hours} for each level, so that they seldom wait for each other. Once the hour is over, one row for each level
 * holds the same sum, and a chart of 90 days reads few rows. An event that arrives late for such an hour is counted in a
 * row of its writer again, and added up later.
 */
public final class ClosedHourStore {
    /**
     * The slot that holds the sum. Writers use slots from zero on, so they never wait for this row. Removals lower the
     * counts in it too.
     */
    static final short SLOT = -1;

    /**
     * One statement moves the counts, so that the sum of an hour is the same before and after, and whenever the node is
     * killed. {@code SKIP LOCKED} leaves a row to the next time that a writer is just changing: so this waits for no
     * writer. A row that changed since the statement began is not found by its {@code ctid}, and stays too.
     */
    public static final String FOLD =
            """
            WITH gone AS (
                DELETE FROM project_hours WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM project_hours WHERE slot >= 0 AND hour < $1
                    ORDER BY hour LIMIT $2 FOR UPDATE SKIP LOCKED))
                RETURNING project_id, hour, level, event_count),
            sum AS (
                INSERT INTO project_hours AS h (project_id, hour, level, slot, event_count)
                SELECT project_id, hour, level, $3, sum(event_count)
                FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                ON CONFLICT (project_id, hour, level, slot)
                DO UPDATE SET event_count = h.event_count + excluded.event_count)
            SELECT count(*)::integer AS gone FROM gone""";

    /** Writers still store events of an hour shortly after its end. */
    private static final String CLOSED = "SELECT date_trunc('hour', now() - interval '5 minutes', 'UTC') AS hour";

    private ClosedHourStore() {}

    /**
     * Adds up the counts of up to {@code batch} rows, those of the oldest hours first. Returns how many rows it took.
     */
    static Future<Integer> fold(SqlClient client, int batch) {
        return client.query(CLOSED)
                .execute()
                .compose(hours -> client.preparedQuery(FOLD)
                        .execute(Tuple.of(hours.iterator().next().getOffsetDateTime("hour"), batch, SLOT)))
                .map(rows -> rows.iterator().next().getInteger("gone"));
    }
}
