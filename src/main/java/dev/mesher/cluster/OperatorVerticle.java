package dev.mesher.cluster;

import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.PromotionRefused;
import dev.mesher.authority.Standing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Answers operators' questions about this node's cluster: {@code status} and {@code promote}. */
public final class OperatorVerticle extends VerticleBase {
    /** The question of {@code cluster status}. */
    public static final String STATUS = "status";

    /** The question of {@code cluster promote}. */
    public static final String PROMOTE = "promote";

    private final ClusteredRuntime runtime;
    private final ClusterVerticle cluster;
    private final AuthorityVerticle authority;

    /** Takes the running parts of the node that it reports on. */
    public OperatorVerticle(ClusteredRuntime runtime, ClusterVerticle cluster, AuthorityVerticle authority) {
        this.runtime = runtime;
        this.cluster = cluster;
        this.authority = authority;
    }

    @Override
    public Future<?> start() {
        runtime.questions().answer(STATUS, context, none -> Future.succeededFuture(status()));
        runtime.questions().answer(PROMOTE, context, none -> promote());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        runtime.questions().forget(STATUS);
        runtime.questions().forget(PROMOTE);
        return Future.succeededFuture();
    }

    private Future<JsonObject> promote() {
        return authority
                .promote()
                .map(standing -> status().put("promoted", true))
                .recover(failure -> Future.failedFuture(
                        failure instanceof PromotionRefused refused
                                ? new Questions.Unanswerable(String.valueOf(refused.getMessage()))
                                : failure));
    }

    /** What {@code cluster status --json} prints, except for the target and what each member says of itself. */
    private JsonObject status() {
        Membership membership = runtime.membership();
        Standing standing = authority.authority().standing();
        JsonArray members = new JsonArray();
        membership
                .nodes()
                .forEach(node -> members.add(
                        cluster.facts(node).map(NodeFacts::json).orElseGet(() -> new JsonObject().put("name", node))));
        return new JsonObject()
                .put(
                        "membership",
                        new JsonObject()
                                .put("local_node", membership.localNode())
                                .put("peer_nodes", new JsonArray(membership.peers()))
                                .put("nodes", new JsonArray(membership.nodes())))
                .put(
                        "authority",
                        new JsonObject()
                                .put("cluster_role", standing.role().wireName())
                                .put("promotion_epoch", standing.promotionEpoch())
                                .put(
                                        "replication_health",
                                        cluster.replicationHealth().toString()))
                .put("members", members);
    }
}
