package dev.mesher.api.operate;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The nodes of the installation, and which of them runs the single duties. */
public final class NodeRoutes implements ApiRoutes {
    private static final String NODES = "/api/v1/operate/nodes";

    private final Nodes nodes;

    public NodeRoutes(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(NODES, Needs.OPERATOR, this::list);
        to.post(NODES + "/:node/promote", Needs.OPERATOR, this::promote);
    }

    Future<JsonArray> list(ApiCall call) {
        return nodes.list();
    }

    Future<JsonObject> promote(ApiCall call) {
        return nodes.promote(call.pathText("node")).map(promoted -> Replies.ok());
    }
}
