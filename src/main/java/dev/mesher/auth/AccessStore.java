package dev.mesher.auth;

import dev.mesher.event.Project;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;

/** Reads the keys that hold, and the counter that says whether they changed. */
final class AccessStore {
    private final SqlClient client;

    AccessStore(SqlClient client) {
        this.client = client;
    }

    /** Has PostgreSQL notify {@code connection} of every change of a key or a project. */
    static Future<?> listen(SqlClient connection) {
        return connection.query("LISTEN mesher_access").execute();
    }

    /** Grows with every change of a key or a project. */
    Future<Long> revision() {
        return client.query("SELECT revision FROM revisions WHERE name = 'access'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Each key that is not revoked, with its project. A time to come counts too: nothing would tell when it is there. */
    Future<Map<String, Project>> activeKeys() {
        return client.query(
                        """
                        SELECT k.key_value, p.id, p.number, p.sample_rate
                        FROM api_keys k JOIN projects p ON p.id = k.project_id
                        WHERE k.revoked_at IS NULL""")
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
