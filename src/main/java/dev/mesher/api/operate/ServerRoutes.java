package dev.mesher.api.operate;

import dev.mesher.access.Gate;
import dev.mesher.access.Scope;
import dev.mesher.access.Visitor;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.project.ProjectRoutes;
import dev.mesher.decode.Bulk;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What a page asks first: whether its user must sign in, and what the server allows. */
public final class ServerRoutes implements ApiRoutes {
    private final Gate gate;
    private final ServerFacts facts;

    public ServerRoutes(Gate gate, ServerFacts facts) {
        this.gate = gate;
        this.facts = facts;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/server", Needs.NOTHING, this::server);
    }

    /** Callers who may read learn more than others. */
    Future<JsonObject> server(ApiCall call) {
        return gate.visitor(call.http().request()).map(visitor -> {
            JsonObject answer = new JsonObject()
                    .put("version", facts.version())
                    .put("sign_in", visitor.signInRequired() ? "required" : "none")
                    .put("first_account_made", visitor.firstAccountMade());
            return mayRead(visitor) ? answer.put("node", facts.node()).put("limits", limits()) : answer;
        });
    }

    private static boolean mayRead(Visitor visitor) {
        return visitor.caller().map(caller -> caller.allows(Scope.READ)).orElse(false);
    }

    private JsonObject limits() {
        return new JsonObject()
                .put("rate_limit_window_seconds", facts.rateLimitWindowSeconds())
                .put("rate_limit_max_events", facts.rateLimitMaxEvents())
                .put("event_max_bytes", facts.eventMaxBytes())
                .put("bulk_max_events", Bulk.MAX_EVENTS)
                .put("bulk_max_bytes", facts.bulkMaxBytes())
                .put("retention_min_days", ProjectRoutes.MIN_RETENTION_DAYS)
                .put("retention_max_days", ProjectRoutes.MAX_RETENTION_DAYS);
    }
}
