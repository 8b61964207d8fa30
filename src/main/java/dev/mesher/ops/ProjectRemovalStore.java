package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes what belongs to deleted projects, in bounded transactions. It marks the issues as deleted, and {@link
 * IssueRemovalStore} removes them with their events. All other rows it removes itself. Several nodes may do it at once:
 * each takes a project that no other one has locked.
 *
 * <p>The row of the project stays, and the project is looked at again and again: an event that was acknowledged before
 * the deletion may arrive late, for example from a journal. It is stored like any other event, and then removed.
 */
public final class ProjectRemovalStore {
    /**
     * A table with rows of projects.
     *
     * @param after a table that must have no row of the project first: the removal of issues lowers the counts of hours,
     *     and a rule takes all its alerts with it; null when there is none
     * @param batch most rows that one transaction removes
     */
    record Table(String name, @Nullable String after, int batch) {
        /** Whether rows can be removed now, in SQL. */
        private String isDue(String project) {
            String rows = "EXISTS (SELECT FROM %s t WHERE t.project_id = %s OFFSET 0)".formatted(name, project);
            return after == null
                    ? rows
                    : "(%s AND NOT EXISTS (SELECT FROM %s a WHERE a.project_id = %s OFFSET 0))"
                            .formatted(rows, after, project);
        }

        private String remove() {
            return """
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %1$s WHERE project_id = $1 AND %2$s LIMIT $2 FOR UPDATE SKIP LOCKED))"""
                    .formatted(name, isDue("$1"));
        }
    }

    /** Attachments are large. */
    private static final int FEW = 50;

    private static final int MANY = 1_000;

    /** All tables that have a column {@code project_id}, except those of issues and events. */
    static final List<Table> TABLES = List.of(
            new Table("api_keys", null, MANY),
            new Table("alerts", null, MANY),
            new Table("episodes", "alerts", MANY),
            new Table("alert_rules", "alerts", MANY),
            new Table("alert_progress", null, MANY),
            new Table("attachments", null, FEW),
            new Table("user_feedback", null, MANY),
            new Table("event_ids", null, MANY),
            new Table("request_keys", null, MANY),
            new Table("rate_windows", null, MANY),
            new Table("item_counts", null, MANY),
            new Table("event_blocks", null, MANY),
            new Table("tag_hours", null, MANY),
            new Table("project_releases", null, MANY),
            new Table("project_visits", null, MANY),
            new Table("saved_views", null, MANY),
            new Table("gone_issues", "issues", MANY),
            new Table("project_hours", "issues", MANY),
            new Table("digest_hours", "issues", MANY));

    /**
     * The lock lets batches store events of the project meanwhile. {@code OFFSET 0} makes the planner look up the rows of
     * one project at a time. Otherwise it reads whole tables, those of all projects. {@code due} tells which of the
     * tables have something to remove.
     */
    static final String TAKE =
            """
            SELECT p.id, ARRAY[%s] AS due FROM projects p
            WHERE p.deleted_at IS NOT NULL AND (
                EXISTS (SELECT FROM issues i WHERE i.project_id = p.id AND i.status <> 'deleted' OFFSET 0)
                OR %s)
            ORDER BY p.deleted_at, p.id LIMIT 1 FOR NO KEY UPDATE OF p SKIP LOCKED"""
                    .formatted(due(", "), due("\n                OR "));

    private static final String LOCK_ISSUES =
            """
            SELECT id FROM issues WHERE project_id = $1 AND status <> 'deleted'
            ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED""";

    private final Pool pool;
    private final int batch;

    public ProjectRemovalStore(Pool pool) {
        this(pool, MANY);
    }

    /**
     * @param batch most rows of each table that one transaction removes
     */
    ProjectRemovalStore(Pool pool, int batch) {
        this.pool = pool;
        this.batch = batch;
    }

    /**
     * Removes one batch of each table in one transaction. False when there is nothing to do now. More may be to do when
     * the issues are removed.
     */
    public Future<Boolean> removeBatch() {
        return pool.withTransaction(transaction -> take(transaction)
                .compose(taken -> taken == null
                        ? Future.succeededFuture(false)
                        : removeFrom(transaction, taken).map(true)));
    }

    private static Future<@Nullable Row> take(SqlClient transaction) {
        return transaction.query(TAKE).execute().map(rows -> {
            Iterator<Row> each = rows.iterator();
            return each.hasNext() ? each.next() : null;
        });
    }

    /** Other tables are left alone: a DELETE of no key, too, would have every node read all keys again. */
    private Future<Void> removeFrom(SqlClient transaction, Row taken) {
        UUID project = taken.getUUID("id");
        Boolean[] due = taken.getArrayOfBooleans("due");
        Future<Void> done = markIssues(transaction, project);
        for (int at = 0; at < due.length; at++) {
            if (due[at]) {
                Table table = TABLES.get(at);
                done = done.compose(before -> remove(transaction, table, project));
            }
        }
        return done;
    }

    /** The second statement must see a fingerprint that was added while the first one waited for the lock. */
    private Future<Void> markIssues(SqlClient transaction, UUID project) {
        Future<RowSet<Row>> locked = transaction.preparedQuery(LOCK_ISSUES).execute(Tuple.of(project, batch));
        return locked.compose(rows -> {
            UUID[] issues = new UUID[rows.size()];
            int at = 0;
            for (Row row : rows) {
                issues[at++] = row.getUUID("id");
            }
            Tuple arguments = Tuple.tuple().addArrayOfUUID(issues);
            return transaction
                    .preparedQuery("DELETE FROM issue_fingerprints WHERE issue_id = ANY ($1)")
                    .execute(arguments)
                    .compose(freed -> transaction
                            .preparedQuery("UPDATE issues SET status = 'deleted' WHERE id = ANY ($1)")
                            .execute(arguments))
                    .mapEmpty();
        });
    }

    /** Rows that a writer has locked are left for the next time. */
    private Future<Void> remove(SqlClient transaction, Table table, UUID project) {
        return transaction
                .preparedQuery(table.remove())
                .execute(Tuple.of(project, Math.min(batch, table.batch())))
                .mapEmpty();
    }

    /** Whether each table has something to remove, in SQL. */
    private static String due(String between) {
        return TABLES.stream().map(table -> table.isDue("p.id")).collect(Collectors.joining(between));
    }
}
