package dev.mesher.api.endpoint;

import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The text fields of a request's body. Each method refuses a malformed value and names the field. */
public final class BodyText {
    public static final int MAX_NAME_LENGTH = 200;

    private BodyText() {}

    /** The field's text. Empty when the field is missing or null. */
    public static Optional<String> text(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(Parameters.checked(name, text));
        }
        throw Refusal.malformed(name + " must be text");
    }

    public static String required(JsonObject body, String name) {
        return text(body, name).orElseThrow(() -> Refusal.malformed(name + " is missing"));
    }

    /** A name: one line of at most 200 characters, without blanks at its ends. Empty when it is missing or blank. */
    public static Optional<String> name(JsonObject body, String name) {
        Optional<String> text = text(body, name).map(String::strip).filter(stripped -> !stripped.isEmpty());
        text.ifPresent(given -> {
            if (given.length() > MAX_NAME_LENGTH || given.chars().anyMatch(Character::isISOControl)) {
                throw Refusal.malformed(
                        name + " must have at most " + MAX_NAME_LENGTH + " characters, none of them for control");
            }
        });
        return text;
    }
}
