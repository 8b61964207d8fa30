package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Removes the request keys that are kept no longer. */
final class RequestKeyExpiryStore {
    /** An hour more than promised, for a request that waits in a journal. */
    private static final String EXPIRE =
            """
            DELETE FROM request_keys WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM request_keys WHERE created_at < now() - interval '25 hours'
                ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED))""";

    private RequestKeyExpiryStore() {}

    /** Removes the oldest, {@code atMost} of them; comes to how many these were. */
    static Future<Integer> remove(SqlClient client, int atMost) {
        return client.preparedQuery(EXPIRE).execute(Tuple.of(atMost)).map(rows -> rows.rowCount());
    }
}
