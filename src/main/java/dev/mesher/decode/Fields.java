package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.event.Refusal;
import org.jspecify.annotations.Nullable;

/** Typed reading of a JSON object's fields; the wrong type is refused with the field's path. */
record Fields(ObjectNode node, FieldPath path) {

    static Fields of(JsonNode node, FieldPath path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw expected(path.isRoot() ? "event" : path.toString(), "an object");
    }

    /** Null when the field is absent or null. */
    @Nullable
    JsonNode any(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Null when the field is absent or null. */
    @Nullable
    String text(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw expected(at(name).toString(), "a string");
        }
        return value.textValue();
    }

    /** As {@link #text}, cut to what a column takes; null also when it is empty. */
    @Nullable
    String column(String name, int maxLength) {
        String text = text(name);
        return text == null || text.isEmpty() ? null : Text.column(text, maxLength);
    }

    /** As {@link #column}, for a field that Mesher does not insist on: null too when it is not text. */
    @Nullable
    String optional(String name, int maxLength) {
        JsonNode value = node.get(name);
        return value == null || !value.isTextual() || value.textValue().isEmpty()
                ? null
                : Text.column(value.textValue(), maxLength);
    }

    /** For a field that Mesher does not insist on: null when it is not a whole number. */
    @Nullable
    Integer optionalInt(String name) {
        JsonNode value = node.get(name);
        return value == null || !value.canConvertToInt() || !value.isIntegralNumber() ? null : value.intValue();
    }

    @Nullable
    Boolean bool(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw expected(at(name).toString(), "true or false");
        }
        return value.booleanValue();
    }

    @Nullable
    Fields object(String name) {
        JsonNode value = any(name);
        return value == null ? null : Fields.of(value, at(name));
    }

    /** Null when the field is absent or null. */
    @Nullable
    JsonNode array(String name) {
        JsonNode value = any(name);
        if (value != null && !value.isArray()) {
            throw expected(at(name).toString(), "an array");
        }
        return value;
    }

    FieldPath at(String name) {
        return path.field(name);
    }

    static Refusal expected(String where, String what) {
        return Refusal.malformed(where + ": expected " + what);
    }
}
