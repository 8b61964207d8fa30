package dev.mesher.change;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads which rows have changed. Every version of a row names the transaction that wrote it ({@code xmin}), so nothing
 * has to be written for this with each change.
 *
 * <p>{@code age(xmin)} counts the transactions since that one, modulo 2³². It is negative for a row that has not changed
 * for more than 2³¹ transactions.
 */
public final class ChangeStore {
    /**
     * The digest names the cluster, the database and the timeline. The timeline changes when a standby is promoted, and
     * then transactions of the former primary may be missing.
     */
    private static final String NOW =
            """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS transaction, clock_timestamp() AS at,
                   left(md5(concat_ws('-', (SELECT system_identifier FROM pg_control_system()),
                                      (SELECT oid FROM pg_database WHERE datname = current_database()),
                                      left(pg_walfile_name(pg_current_wal_lsn()), 8))), 16) AS database""";

    static final String ISSUES =
            """
            SELECT id, $3 + age($2::text::xid8::xid) - age(xmin) AS transaction
            FROM issues
            WHERE project_id = $1 AND status <> 'deleted' AND age(xmin) BETWEEN 0 AND age($2::text::xid8::xid)
            LIMIT $4""";

    /** A database that was restored from a dump may hold transactions of the future. */
    static final String GONE =
            """
            SELECT issue_id AS id, gone_in::text::bigint AS transaction
            FROM gone_issues
            WHERE project_id = $1 AND gone_in >= $2::text::xid8 AND gone_in < pg_snapshot_xmax(pg_current_snapshot())
            LIMIT $3""";

    /** No alert is looked for that was triggered before a cursor can reach: a project's alerts are kept for ever. */
    static final String ALERTS =
            """
            SELECT id, $3 + age($2::text::xid8::xid) - age(xmin) AS transaction
            FROM alerts
            WHERE project_id = $1 AND triggered_at > now() - interval '30 days'
              AND age(xmin) BETWEEN 0 AND age($2::text::xid8::xid)
            LIMIT $4""";

    private final Pool pool;

    public ChangeStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A changed row.
     *
     * @param transaction that wrote it, with its epoch
     */
    public record Change(UUID id, long transaction) {}

    /** The present state. Every change that commits from now on is one since this state. */
    public Future<ChangeCursor> now() {
        return pool.preparedQuery(NOW).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new ChangeCursor(
                    row.getLong("transaction"), row.getOffsetDateTime("at").toInstant(), row.getString("database"));
        });
    }

    /** The project's issues that have changed, without those that are gone. At most {@code limit}, in no order. */
    public Future<List<Change>> issues(UUID project, ChangeCursor since, int limit) {
        return changes(ISSUES, Tuple.of(project, text(since), since.transaction(), limit));
    }

    /** The project's issues that were deleted or merged into another. At most {@code limit}, in no order. */
    public Future<List<Change>> gone(UUID project, ChangeCursor since, int limit) {
        return changes(GONE, Tuple.of(project, text(since), limit));
    }

    /** The project's alerts of the last 30 days that are new or have changed. At most {@code limit}, in no order. */
    public Future<List<Change>> alerts(UUID project, ChangeCursor since, int limit) {
        return changes(ALERTS, Tuple.of(project, text(since), since.transaction(), limit));
    }

    private static String text(ChangeCursor cursor) {
        return Long.toString(cursor.transaction());
    }

    private Future<List<Change>> changes(String statement, Tuple arguments) {
        return pool.preparedQuery(statement).execute(arguments).map(rows -> {
            List<Change> changes = new ArrayList<>(rows.size());
            rows.forEach(row -> changes.add(new Change(row.getUUID("id"), row.getLong("transaction"))));
            return changes;
        });
    }
}
