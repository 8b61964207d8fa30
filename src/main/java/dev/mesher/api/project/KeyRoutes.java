package dev.mesher.api.project;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A project's ingest keys. Members see the values, since a DSN and every client's configuration contain one. */
public final class KeyRoutes implements ApiRoutes {
    private final KeyStore keys;

    public KeyRoutes(KeyStore keys) {
        this.keys = keys;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/api-keys", Needs.MEMBER, this::list);
        to.post(PROJECT + "/api-keys", Needs.ADMIN, this::create);
        to.post("/api/v1/api-keys/:key/revoke", Needs.ADMIN, this::revoke);
    }

    Future<JsonArray> list(ApiCall call) {
        return keys.list(call.project());
    }

    Future<Reply> create(ApiCall call) {
        return keys.create(call.project(), BodyText.name(call.body(), "label").orElse(KeyStore.DEFAULT_LABEL))
                .map(value -> Reply.created(new JsonObject().put("key_value", value)));
    }

    Future<JsonObject> revoke(ApiCall call) {
        return keys.revoke(call.id()).map(revoked -> Replies.ok());
    }
}
