package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.event.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object by type. A field of the wrong type is refused, with its path. */
record Fields(ObjectNode node, FieldPath path) {

    static Fields of(JsonNode node, FieldPath path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw expected(path.isRoot() ? "event" : path.toString(), "an object");
    }

    /** The field's value; null when it is absent or null. */
    @Nullable
    JsonNode any(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /**
     * The field's text; null when it is absent or null.
     *
     * @throws Refusal when it is not a string
     */
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

    /**
     * The field's text, cut to the length of its column; null also when it is empty.
     *
     * @throws Refusal when it is not a string
     */
    @Nullable
    String column(String name, int maxLength) {
        String text = text(name);
        return text == null || text.isEmpty() ? null : Text.column(text, maxLength);
    }

    /** The field's text for an optional column; null also when it is not a string. */
    @Nullable
    String optional(String name, int maxLength) {
        JsonNode value = node.get(name);
        return value == null || !value.isTextual() || value.textValue().isEmpty()
                ? null
                : Text.column(value.textValue(), maxLength);
    }

    /** The field's whole number; null when it is anything else. */
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

    /**
     * The field's array; null when it is absent or null.
     *
     * @throws Refusal when it is not an array
     */
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
