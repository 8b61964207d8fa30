package dev.mesher.api.channel;

import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A change of a channel that a client asks for. A field that is empty stays as it is.
 *
 * @param settings the settings that change, as {@link dev.mesher.told.channel.Channel#with} takes them
 */
record ChannelEdit(Optional<String> name, Optional<JsonObject> settings) {
    /** Refuses a malformed field, a change of the kind, and a body that changes nothing. */
    static ChannelEdit of(JsonObject body) {
        if (body.containsKey("kind")) {
            throw Refusal.malformed("kind cannot be changed: create another channel");
        }
        ChannelEdit edit = new ChannelEdit(
                body.containsKey("name") ? Optional.of(NewChannel.name(body)) : Optional.empty(),
                body.containsKey("settings") ? Optional.of(NewChannel.settings(body)) : Optional.empty());
        if (edit.name.isEmpty() && edit.settings.isEmpty()) {
            throw Refusal.malformed("none of name and settings is given");
        }
        return edit;
    }
}
