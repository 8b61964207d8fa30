package dev.mesher.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A project's ingest keys. Members see the values, since a DSN and every client's configuration contain one. */
final class KeyRoutes {
    private final KeyStore keys;

    KeyRoutes(KeyStore keys) {
        this.keys = keys;
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
