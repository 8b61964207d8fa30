package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Removes the clients' event ids that are no longer needed to recognise an event that is sent again. */
final class EventIdStore {
    /** None goes of a day without its index of clients' ids, since until then nothing else leads to its events. */
    private static final String EXPIRE =
            """
            DELETE FROM event_ids WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM event_ids
                WHERE id < least($1, (SELECT first_event_id(min(starts)) FROM event_days WHERE NOT indexed))
                ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))""";

    private EventIdStore() {}

    /** Removes the oldest ids of events before {@code oldestKept}, {@code atMost} of them; comes to how many these were. */
    static Future<Integer> removeBefore(SqlClient client, UUID oldestKept, int atMost) {
        return client.preparedQuery(EXPIRE)
                .execute(Tuple.of(oldestKept, atMost))
                .map(rows -> rows.rowCount());
    }
}
