package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Removes clients' event ids that are too old to be needed for recognising a repeated event. */
final class EventIdStore {
    /**
     * The ids of a day stay until its partition has its own index, since until then nothing else finds its events by
     * id.
     */
    private static final String EXPIRE =
            """
            DELETE FROM event_ids WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM event_ids
                WHERE id < least($1, (SELECT first_event_id(min(starts)) FROM event_days WHERE NOT indexed))
                ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))""";

    private EventIdStore() {}

    /**
     * Removes ids of events before {@code oldestKept}, the oldest first. Returns how many it removed.
     *
     * @param atMost most rows that one call removes
     */
    static Future<Integer> removeBefore(SqlClient client, UUID oldestKept, int atMost) {
        return client.preparedQuery(EXPIRE)
                .execute(Tuple.of(oldestKept, atMost))
                .map(rows -> rows.rowCount());
    }
}
