package dev.mesher.api.channel;

import dev.mesher.api.endpoint.BodyText;
import dev.mesher.event.Refusal;
import dev.mesher.told.channel.Channel;
import io.vertx.core.json.JsonObject;

/** A channel that a client asks for. */
record NewChannel(String name, Channel channel) {
    /**
     * Reads a request's body.
     *
     * @throws Refusal a 400 that names the field
     */
    static NewChannel of(JsonObject body) {
        return new NewChannel(name(body), Channel.of(BodyText.required(body, "kind"), settings(body)));
    }

    static String name(JsonObject body) {
        return BodyText.name(body, "name").orElseThrow(() -> Refusal.malformed("name is missing"));
    }

    static JsonObject settings(JsonObject body) {
        if (body.getValue("settings") instanceof JsonObject settings) {
            return settings;
        }
        throw Refusal.malformed("settings must be a JSON object");
    }
}
