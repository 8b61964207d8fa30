package dev.mesher.told.channel;

import dev.mesher.event.Refusal;
import dev.mesher.text.FullPattern;
import dev.mesher.text.OneLine;
import dev.mesher.told.send.WebAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the fields of a channel's settings. Whatever is wrong is a 400 that names the field and repeats no value. */
final class SettingFields {
    private static final int MAX_NAME = 60;

    private final JsonObject settings;
    private final Set<String> known = new LinkedHashSet<>();

    SettingFields(JsonObject settings) {
        this.settings = settings;
    }

    /**
     * A text that is required.
     *
     * @param expected what the field must be, to be read after "must be"
     */
    String text(String name, FullPattern form, String expected) {
        return optional(name, form, expected).orElseThrow(() -> wrong(name, expected));
    }

    /** A text; empty when the field is missing or null. */
    Optional<String> optional(String name, FullPattern form, String expected) {
        known.add(name);
        Object value = settings.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && form.matches(text) && !text.contains(Channel.REDACTED)) {
            return Optional.of(text);
        }
        throw wrong(name, expected);
    }

    /** Between one and {@code most} texts. */
    List<String> texts(String name, int most, FullPattern form, String expected) {
        known.add(name);
        List<String> texts = new ArrayList<>();
        if (settings.getValue(name) instanceof JsonArray array && !array.isEmpty() && array.size() <= most) {
            for (Object value : array) {
                if (value instanceof String text && form.matches(text)) {
                    texts.add(text);
                }
            }
            if (texts.size() == array.size()) {
                return texts;
            }
        }
        throw wrong(name, expected);
    }

    /** An http or https address that can be called; whether it may be is decided at each call. */
    WebAddress url(String name) {
        known.add(name);
        if (settings.getValue(name) instanceof String text && !text.contains(Channel.REDACTED)) {
            Optional<WebAddress> address = WebAddress.parse(text);
            if (address.isPresent()) {
                return address.get();
            }
        }
        throw wrong(
                name,
                "an http or https address such as https://hooks.example.org/path, without user, fragment or spaces, "
                        + "of at most " + WebAddress.MAX_LENGTH + " characters");
    }

    /** Refuses fields that nobody has read, since they would be kept for nothing, and may be misspelt. */
    void refuseOthers() {
        for (String name : settings.fieldNames()) {
            if (!known.contains(name)) {
                throw Refusal.malformed("settings." + OneLine.of(name, MAX_NAME) + " is unknown; known are "
                        + String.join(", ", known));
            }
        }
    }

    static Refusal wrong(String name, String expected) {
        return Refusal.malformed("settings." + name + " must be " + expected);
    }
}
