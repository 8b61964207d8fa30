package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;

/**
 * Builds the index of clients' event ids on the partition of a day that is over. The index is built concurrently, so
 * that late events need not wait. One session at a time builds, under an advisory lock of its own, since to other
 * sessions an index under construction looks like one that a failed build left behind.
 */
final class ClosedDayStore {
    /** Events that arrive late have an hour. As long as the partition has no index, they cost nothing extra. */
    private static final String DUE = "NOT indexed AND ends <= now() - interval '1 hour'";

    private static final String NEXT =
            "SELECT partition FROM event_days WHERE " + DUE + " ORDER BY starts DESC LIMIT 1";

    private static final String LATE =
            """
            SELECT count(*) AS days, min(partition) AS oldest FROM event_days
            WHERE NOT indexed AND ends <= now() - interval '2 days'""";

    /** The build may take any time, and it uses one processor only, so that it leaves the others to requests. */
    private static final String PREPARE =
            "SET statement_timeout = 0; SET idle_session_timeout = 0; SET max_parallel_maintenance_workers = 0";

    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtext('mesher.closed_days'))";

    private static final String HALF_BUILT =
            "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid";

    private ClosedDayStore() {}

    /**
     * The days that ended at least two days ago and still have no index.
     *
     * @param oldest the oldest partition; null when there are none
     */
    record Late(long days, String oldest) {}

    /** The partition of the newest day that still needs its index. Empty when there is none. */
    static Future<Optional<String>> next(SqlClient client) {
        return client.query(NEXT).execute().map(ClosedDayStore::first);
    }

    static Future<Late> late(SqlClient client) {
        return client.query(LATE).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new Late(row.getLong("days"), row.getString("oldest"));
        });
    }

    /** Makes this session the only one that builds, until it ends. False when another session is building. */
    static Future<Boolean> lock(SqlClient session) {
        return session.query(PREPARE)
                .execute()
                .compose(prepared -> session.query(LOCK).execute())
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Drops the unfinished index that an interrupted build left behind. */
    static Future<Void> dropHalfBuilt(SqlClient session, String partition) {
        return session.preparedQuery(HALF_BUILT)
                .execute(Tuple.of(index(partition)))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture()
                        : session.query("DROP INDEX CONCURRENTLY IF EXISTS " + index(partition))
                                .execute()
                                .mapEmpty());
    }

    /**
     * Builds the index. This may take minutes.
     *
     * @param partition as {@link #next} names it
     */
    static Future<Void> build(SqlClient session, String partition) {
        return session.query("CREATE INDEX CONCURRENTLY IF NOT EXISTS " + index(partition) + " ON " + partition
                        + " (event_id) WHERE event_id IS NOT NULL")
                .execute()
                .mapEmpty();
    }

    private static String index(String partition) {
        return partition + "_event_id";
    }

    private static Optional<String> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(each.next().getString(0)) : Optional.empty();
    }
}
