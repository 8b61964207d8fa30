package dev.mesher.diagnostics;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A change of a request's record, or of a node's place in the cluster, for {@code cluster diagnostics}. A field that does not
 * apply is an empty text, or epoch 0.
 *
 * @param executionNode the node that did the work
 * @param reason in words
 */
public record Transition(
        Kind kind,
        String requestKey,
        String attemptId,
        String ownerNode,
        String replicaNode,
        String executionNode,
        String clusterRole,
        long promotionEpoch,
        String replicationHealth,
        String replicaStatus,
        String reason,
        List<Detail> metadata) {

    /** What happened to the request, or to the node. */
    public enum Kind {
        SUBMIT,
        HANDED_OVER,
        FELL_BACK_LOCALLY,
        COMPLETED,
        REJECTED,
        DUPLICATE,
        CONFLICT,
        OWNER_LOST,
        NODE_UP,
        NODE_DOWN,
        PROMOTE,
        FENCED_REJOIN,
        DEGRADED;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        /** The name by which operators read the kind. */
        public String wireName() {
            return wireName;
        }
    }

    /** One more fact about the transition. */
    public record Detail(String key, String value) {}

    /** A transition of a node that belongs to no request. */
    public static Transition of(Kind kind, String node, String clusterRole, long promotionEpoch, String reason) {
        return new Transition(kind, "", "", node, "", node, clusterRole, promotionEpoch, "", "", reason, List.of());
    }

    /** The same transition, with the state of the copies of requests. */
    public Transition withReplication(String health, String status) {
        return copy(health, status, metadata);
    }

    /** The same transition, with one more detail. */
    public Transition with(String key, Object value) {
        List<Detail> more = new ArrayList<>(metadata);
        more.add(new Detail(key, String.valueOf(value)));
        return copy(replicationHealth, replicaStatus, List.copyOf(more));
    }

    private Transition copy(String health, String status, List<Detail> details) {
        return new Transition(
                kind,
                requestKey,
                attemptId,
                ownerNode,
                replicaNode,
                executionNode,
                clusterRole,
                promotionEpoch,
                health,
                status,
                reason,
                details);
    }

    /** The entry of {@code cluster diagnostics --json}. */
    public JsonObject json(long sequence) {
        JsonArray details = new JsonArray();
        metadata.forEach(
                detail -> details.add(new JsonObject().put("key", detail.key()).put("value", detail.value())));
        return new JsonObject()
                .put("sequence", sequence)
                .put("transition", kind.wireName())
                .put("request_key", requestKey)
                .put("attempt_id", attemptId)
                .put("owner_node", ownerNode)
                .put("replica_node", replicaNode)
                .put("execution_node", executionNode)
                .put("cluster_role", clusterRole)
                .put("promotion_epoch", promotionEpoch)
                .put("replication_health", replicationHealth)
                .put("replica_status", replicaStatus)
                .put("reason", reason)
                .put("metadata", details);
    }
}
