package dev.mesher.payload;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and writes dictionaries in PostgreSQL. */
final class DictionaryStore {
    /**
     * Only dictionaries that are old enough for every node to have loaded them. Otherwise a node would compress with a
     * dictionary that another does not know.
     */
    private static final String NEWEST_READY =
            """
            SELECT id, created_at > now() - interval '1 day' AS fresh FROM payload_dictionaries
            WHERE created_at < now() - interval '5 seconds' ORDER BY created_at DESC, id LIMIT 1""";

    private final SqlClient client;

    DictionaryStore(SqlClient client) {
        this.client = client;
    }

    /**
     * The newest dictionary that may be used.
     *
     * @param fresh whether it is less than a day old
     */
    record Newest(long id, boolean fresh) {}

    Future<Optional<Newest>> newestReady() {
        return client.preparedQuery(NEWEST_READY).execute().map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Newest(row.getLong("id"), row.getBoolean("fresh")));
            }
            return Optional.empty();
        });
    }

    Future<List<Dictionary>> unknown(Set<Long> known) {
        return client.preparedQuery("SELECT dictionary FROM payload_dictionaries WHERE id <> ALL ($1)")
                .execute(Tuple.tuple().addArrayOfLong(known.toArray(Long[]::new)))
                .map(rows -> {
                    List<Dictionary> dictionaries = new ArrayList<>();
                    rows.forEach(row -> dictionaries.add(
                            new Dictionary(row.getBuffer("dictionary").getBytes())));
                    return dictionaries;
                });
    }

    /** Stores the dictionary, unless another node has just stored one. */
    Future<Void> add(Dictionary dictionary) {
        return client.preparedQuery(
                        """
                        INSERT INTO payload_dictionaries (id, dictionary)
                        SELECT $1, $2
                        WHERE NOT EXISTS (SELECT FROM payload_dictionaries WHERE created_at > now() - interval '1 minute')
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(dictionary.id(), Buffer.buffer(dictionary.bytes())))
                .mapEmpty();
    }
}
