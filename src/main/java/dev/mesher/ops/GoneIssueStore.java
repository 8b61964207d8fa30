package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Removes the records of issues that have been gone for longer than a cursor reaches back. */
final class GoneIssueStore {
    /** A day more than promised, for clocks that differ and for transactions that take long. */
    private static final String EXPIRE =
            """
            DELETE FROM gone_issues WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM gone_issues WHERE gone_at < now() - interval '31 days'
                ORDER BY gone_at LIMIT $1 FOR UPDATE SKIP LOCKED))""";

    private GoneIssueStore() {}

    /** Removes the oldest, at most {@code atMost} of them. Completes with how many it removed. */
    static Future<Integer> removeOld(SqlClient client, int atMost) {
        return client.preparedQuery(EXPIRE).execute(Tuple.of(atMost)).map(rows -> rows.rowCount());
    }
}
