package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;

/**
 * The index of the clients' ids on the partition of a day that is over. It is built concurrently, so that what arrives late
 * never waits, and by one session at a time, which holds a lock of its own: to all others an index that grows looks like one
 * that was left half built.
 */
final class ClosedDayStore {
    /** An hour is left to what arrives late, while growing the index costs no one. */
    private static final String DUE = "NOT indexed AND ends <= now() - interval '1 hour'";

    private static final String NEXT =
            "SELECT partition FROM event_days WHERE " + DUE + " ORDER BY starts DESC LIMIT 1";

    private static final String LATE =
            """
            SELECT count(*) AS days, min(partition) AS oldest FROM event_days
            WHERE NOT indexed AND ends <= now() - interval '2 days'""";

    /** Nobody waits for the build, and it leaves the other processors to those who do wait. */
    private static final String PREPARE =
            "SET statement_timeout = 0; SET idle_session_timeout = 0; SET max_parallel_maintenance_workers = 0";

    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtext('mesher.closed_days'))";

    private static final String HALF_BUILT =
            "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid";

    private ClosedDayStore() {}

    /**
     * Days whose end is two days ago and more, without an index still.
     *
     * @param oldest partition; null when there are none
     */
    record Late(long days, String oldest) {}

    /** The partition of the newest day that is to have its index. */
    static Future<Optional<String>> next(SqlClient client) {
        return client.query(NEXT).execute().map(ClosedDayStore::first);
    }

    static Future<Late> late(SqlClient client) {
        return client.query(LATE).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new Late(row.getLong("days"), row.getString("oldest"));
        });
    }

    /** Makes the session the only one that builds, until it ends. False when another one is. */
    static Future<Boolean> lock(SqlClient session) {
        return session.query(PREPARE)
                .execute()
                .compose(prepared -> session.query(LOCK).execute())
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Takes away what a build left that did not come to its end. */
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
     * May take minutes.
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
