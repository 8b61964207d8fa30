package dev.mesher.api.project;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.diagnostics.RecentRefusals;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;

/** What the node that answers did not keep of a project's events. */
public final class RefusalRoutes implements ApiRoutes {
    private final RecentRefusals refusals;

    public RefusalRoutes(RecentRefusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/refusals", Needs.ADMIN, this::list);
    }

    Future<JsonObject> list(ApiCall call) {
        JsonArray list = new JsonArray();
        refusals.of(call.project())
                .forEach(each -> list.add(new JsonObject()
                        .put("reason", each.reason())
                        .put("count", each.count())
                        .put("last_at", Times.text(each.lastAt().atOffset(ZoneOffset.UTC)))
                        .put("last_error", each.lastError())));
        return Future.succeededFuture(
                new JsonObject().put("node", refusals.node()).put("refusals", list));
    }
}
