package dev.mesher.api.issue;

import dev.mesher.access.Role;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A project's saved views: everybody's own, and those that are shared. */
public final class SavedViewRoutes implements ApiRoutes {
    private final SavedViewStore views;

    public SavedViewRoutes(SavedViewStore views) {
        this.views = views;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/views", Needs.MEMBER, this::list);
        to.post(PROJECT + "/views", Needs.MEMBER, this::create);
        to.post("/api/v1/views/:view/delete", Needs.MEMBER, this::delete);
    }

    Future<JsonArray> list(ApiCall call) {
        return views.list(call.project(), call.caller().user());
    }

    Future<Reply> create(ApiCall call) {
        return views.create(call.project(), call.caller().user(), NewView.of(call.body()))
                .map(id -> Reply.created(new JsonObject().put("id", id.toString())));
    }

    Future<JsonObject> delete(ApiCall call) {
        boolean admin = call.caller()
                .roleIn(call.organization())
                .map(role -> role.covers(Role.ADMIN))
                .orElse(false);
        return views.delete(call.id(), call.caller().user(), admin).map(deleted -> Replies.ok());
    }
}
