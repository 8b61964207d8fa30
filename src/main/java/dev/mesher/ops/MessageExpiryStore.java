package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Removes messages to people, and the log of their deliveries, once they are settled and 30 days old. */
final class MessageExpiryStore {
    private static final String EXPIRE =
            """
            DELETE FROM messages WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM messages
                WHERE created_at < now() - interval '30 days'
                  AND (delivered_at IS NOT NULL OR given_up_at IS NOT NULL)
                ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED))""";

    private MessageExpiryStore() {}

    /** Removes the oldest, at most {@code atMost} of them. Completes with how many it removed. */
    static Future<Integer> remove(SqlClient client, int atMost) {
        return client.preparedQuery(EXPIRE).execute(Tuple.of(atMost)).map(rows -> rows.rowCount());
    }
}
