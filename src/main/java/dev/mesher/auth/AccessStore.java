package dev.mesher.auth;

import dev.mesher.event.Project;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;

/** Reads the active ingest keys, and the revision that grows with each change of them. */
final class AccessStore {
    private final SqlClient client;

    AccessStore(SqlClient client) {
        this.client = client;
    }

    /** Has PostgreSQL notify {@code connection} of every change of a key or a project. */
    static Future<?> listen(SqlClient connection) {
        return connection.query("LISTEN mesher_access").execute();
    }

    /** The revision of keys and projects. It grows with every change of one of them. */
    Future<Long> revision() {
        return client.query("SELECT revision FROM revisions WHERE name = 'access'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * Each key that is not revoked, with its project. A key whose revocation lies in the future counts as revoked,
     * since no notification would arrive at that time.
     */
    Future<Map<String, Project>> activeKeys() {
        return client.query(
                        """
                        SELECT k.key_value, p.id, p.number, p.sample_rate
                        FROM api_keys k JOIN projects p ON p.id = k.project_id
                        WHERE k.revoked_at IS NULL AND p.deleted_at IS NULL""")
                .execute()
                .map(rows -> {
                    Map<String, Project> keys = new HashMap<>();
                    for (Row row : rows) {
                        keys.put(row.getString(0), new Project(row.getUUID(1), row.getLong(2), row.getDouble(3)));
                    }
                    return Map.copyOf(keys);
                });
    }
}
