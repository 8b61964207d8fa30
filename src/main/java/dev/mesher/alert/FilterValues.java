package dev.mesher.alert;

import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts from a JSON object of filters. Refuses what is malformed, and names the field.
 *
 * @param path what a field's name is preceded by in a refusal
 */
record FilterValues(String path, JsonObject json) {
    static final int MOST_VALUES = 10;
    static final int MOST_CHARACTERS = 1_000;

    /** Refuses a field that is none of these. */
    void refuseOthers(Set<String> names) {
        for (String name : json.fieldNames()) {
            if (!names.contains(name)) {
                throw Refusal.malformed("%s must have no other fields than %s"
                        .formatted(
                                path.substring(0, path.length() - 1),
                                String.join(", ", names.stream().sorted().toList())));
            }
        }
    }

    /** The field's text. */
    String text(String name) {
        return text(name, json.getValue(name));
    }

    /** The field's texts. Empty when the field is absent. */
    List<String> texts(String name) {
        return json.getValue(name) == null ? List.of() : someTexts(name);
    }

    /** The field's text, or its list of texts, which has one at least. */
    List<String> someTexts(String name) {
        if (!(json.getValue(name) instanceof JsonArray array)) {
            return List.of(text(name));
        }
        if (array.isEmpty() || array.size() > MOST_VALUES) {
            throw Refusal.malformed(path + name + " must have 1 to " + MOST_VALUES + " values");
        }
        return array.stream().map(value -> text(name, value)).distinct().toList();
    }

    private String text(String name, @Nullable Object value) {
        if (!(value instanceof String text) || text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw Refusal.malformed(path + name + " must be a text of 1 to " + MOST_CHARACTERS + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.malformed(path + name + " holds a NUL character");
        }
        return text;
    }
}
