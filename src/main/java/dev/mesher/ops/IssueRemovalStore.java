package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * Removes the rows that deleted issues left behind, one batch at a time. Several nodes may do it at once: each takes an
 * issue that no other one has locked.
 */
public final class IssueRemovalStore {
    private static final String DELETE_EVENTS =
            """
            WITH last AS (
                SELECT received_at, id FROM (
                    SELECT received_at, id FROM events WHERE issue_id = $1 ORDER BY received_at, id LIMIT $2) first_events
                ORDER BY received_at DESC, id DESC LIMIT 1),
            gone AS (
                DELETE FROM events e USING last
                WHERE e.issue_id = $1
                  AND e.received_at <= last.received_at AND (e.received_at, e.id) <= (last.received_at, last.id)
                RETURNING e.project_id, e.received_at, e.level, e.event_id),
            files AS (
                DELETE FROM attachments a USING gone g WHERE a.project_id = g.project_id AND a.event_id = g.event_id),
            said AS (
                DELETE FROM user_feedback f USING gone g WHERE f.project_id = g.project_id AND f.event_id = g.event_id
                RETURNING f.project_id, f.feedback_id),
            files_of_said AS (
                DELETE FROM attachments a USING said s WHERE a.project_id = s.project_id AND a.event_id = s.feedback_id),
            counted AS (
                INSERT INTO project_hours (project_id, hour, level, slot, event_count)
                SELECT project_id, date_trunc('hour', received_at, 'UTC'), level, $3, -count(*)
                FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                ON CONFLICT (project_id, hour, level, slot)
                DO UPDATE SET event_count = project_hours.event_count + excluded.event_count)
            SELECT count(*) AS gone FROM gone""";

    private static final List<String> DELETE_ROWS = List.of(
            rowsOf("issue_users", "issue_id, user_hash"),
            rowsOf("issue_releases", "issue_id, environment, release"),
            rowsOf("issue_hours", "issue_id, hour"),
            rowsOf("activities", "id"));

    private final Pool pool;
    private final int batch;

    /**
     * @param batch most rows of each table that one transaction removes
     */
    public IssueRemovalStore(Pool pool, int batch) {
        this.pool = pool;
        this.batch = batch;
    }

    /** Removes one batch in one transaction. False when nothing is left that another node has not locked. */
    public Future<Boolean> removeBatch() {
        return pool.withTransaction(transaction -> take(transaction)
                .compose(issue -> issue == null
                        ? Future.succeededFuture(false)
                        : removeFrom(transaction, issue).map(true)));
    }

    private static Future<UUID> take(SqlClient transaction) {
        return transaction
                .query("SELECT id FROM issues WHERE status = 'deleted' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED")
                .execute()
                .map(rows -> {
                    Iterator<Row> each = rows.iterator();
                    return each.hasNext() ? each.next().getUUID("id") : null;
                });
    }

    /** The issue's own row is deleted together with the last of the rows that belong to it. */
    private Future<Void> removeFrom(SqlConnection transaction, UUID issue) {
        Future<Boolean> emptied = transaction
                .preparedQuery(DELETE_EVENTS)
                .execute(Tuple.of(issue, batch, ClosedHourStore.SLOT))
                .map(rows -> rows.iterator().next().getLong("gone") < batch);
        for (String delete : DELETE_ROWS) {
            emptied = emptied.compose(soFar -> soFar
                    ? transaction
                            .preparedQuery(delete)
                            .execute(Tuple.of(issue, batch))
                            .map(rows -> rows.rowCount() < batch)
                    : Future.succeededFuture(false));
        }
        return emptied.compose(all -> all
                ? transaction
                        .preparedQuery("DELETE FROM issues WHERE id = $1")
                        .execute(Tuple.of(issue))
                        .mapEmpty()
                : Future.succeededFuture());
    }

    private static String rowsOf(String table, String key) {
        return "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table
                + " WHERE issue_id = $1 LIMIT $2)";
    }
}
