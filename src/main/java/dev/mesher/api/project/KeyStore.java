package dev.mesher.api.project;

import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** The ingest keys of projects. Nodes are notified of changes by the database. */
public final class KeyStore {
    /** The label of a key that is given none. */
    public static final String DEFAULT_LABEL = "default";

    private static final int BYTES = 24;
    private static final int MAX_LISTED = 1_000;
    private static final int MAX_HELD = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Pool pool;

    public KeyStore(Pool pool) {
        this.pool = pool;
    }

    /** A new key of letters and digits only, as a DSN requires. */
    static String fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return "mshr_" + HexFormat.of().formatHex(bytes);
    }

    /** The keys, newest first, with revoked ones. */
    Future<JsonArray> list(UUID project) {
        return pool.preparedQuery(
                        """
                        SELECT id, project_id, key_value, label, created_at, revoked_at FROM api_keys
                        WHERE project_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2""")
                .execute(Tuple.of(project, MAX_LISTED))
                .map(rows -> {
                    JsonArray keys = new JsonArray();
                    rows.forEach(row -> keys.add(json(row)));
                    return keys;
                });
    }

    /** Creates a key and returns its value. Fails with a {@link Refusal} when the project has too many. */
    public Future<String> create(UUID project, String label) {
        return pool.preparedQuery(
                        """
                        INSERT INTO api_keys (project_id, key_value, label)
                        SELECT $1, $2, $3
                        WHERE (SELECT count(*) FROM api_keys WHERE project_id = $1 AND revoked_at IS NULL) < $4
                        RETURNING key_value""")
                .execute(Tuple.of(project, fresh(), label, MAX_HELD))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.conflict("a project holds at most " + MAX_HELD + " keys: revoke some first");
                    }
                    return rows.iterator().next().getString("key_value");
                });
    }

    /** Revokes the key. Nothing changes when it was revoked before. */
    Future<Void> revoke(UUID key) {
        return revoke("id = $1", key);
    }

    /** Revokes the key with that value. Fails with a {@link Refusal} when there is none. */
    public Future<Void> revoke(String value) {
        return revoke("key_value = $1", value);
    }

    private Future<Void> revoke(String condition, Object key) {
        return pool.preparedQuery("UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE " + condition)
                .execute(Tuple.of(key))
                .compose(rows ->
                        rows.rowCount() == 1 ? Future.succeededFuture() : Future.failedFuture(Refusal.notFound("key")));
    }

    private static JsonObject json(Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("project_id", row.getUUID("project_id").toString())
                .put("key_value", row.getString("key_value"))
                .put("label", row.getString("label"))
                .put("created_at", Times.text(row.getOffsetDateTime("created_at")))
                .put("revoked_at", Times.textOrNull(row.getOffsetDateTime("revoked_at")));
    }
}
