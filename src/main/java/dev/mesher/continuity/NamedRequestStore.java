package dev.mesher.continuity;

import dev.mesher.event.Attempt;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Finds requests that clients gave a key, in PostgreSQL. It keeps those committed in the last 24 hours. */
final class NamedRequestStore {
    private static final String FIND =
            """
            SELECT k.request_key, k.payload_hash, k.attempt_id, k.ingress_node, k.owner_node, k.routed, k.journalled
            FROM projects p JOIN request_keys k ON k.project_id = p.id AND k.request_key = $1
            ORDER BY k.attempt_id DESC LIMIT 1""";

    private final SqlClient client;

    NamedRequestStore(SqlClient client) {
        this.client = client;
    }

    /** A request whose record no node holds any more. */
    record Named(
            String key, UUID hash, UUID attempt, String ingress, String owner, boolean routed, boolean journalled) {
        JsonObject json(ReplicaStatus status, Standpoint where) {
            return new JsonObject()
                    .put("request_key", key)
                    .put("payload_hash", Attempt.hashText(hash))
                    .put("attempt_id", attempt.toString())
                    .put("phase", Phase.COMPLETED.wireName())
                    .put("result", Phase.COMPLETED.result())
                    .put("ingress_node", ingress)
                    .put("owner_node", owner)
                    .put("replica_node", "")
                    .put("replication_count", 0)
                    .put("replica_status", status.toString())
                    .put("cluster_role", where.clusterRole().wireName())
                    .put("promotion_epoch", where.promotionEpoch())
                    .put("replication_health", where.replicationHealth())
                    .put("execution_node", owner)
                    .put("routed_remotely", routed)
                    .put("fell_back_locally", journalled)
                    .put("error", "");
        }
    }

    Future<Optional<Named>> find(String key) {
        return client.preparedQuery(FIND).execute(Tuple.of(key)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Named(
                        row.getString("request_key"),
                        row.getUUID("payload_hash"),
                        row.getUUID("attempt_id"),
                        row.getString("ingress_node"),
                        row.getString("owner_node"),
                        row.getBoolean("routed"),
                        row.getBoolean("journalled")));
            }
            return Optional.empty();
        });
    }
}
