package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.Text;
import dev.mesher.text.FullPattern;
import org.jspecify.annotations.Nullable;

/** One object of what a client sent, read leniently: what is not usable is left out, with a note. */
record SentryFields(ObjectNode node, String path, Notes notes) {
    private static final FullPattern WHOLE_NUMBER = FullPattern.of("-?\\d{1,9}", 10);

    /** Null when the field is absent or null. */
    @Nullable
    JsonNode any(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Null when the field is no object. */
    @Nullable
    SentryFields object(String name) {
        JsonNode value = any(name);
        if (value instanceof ObjectNode object) {
            return new SentryFields(object, at(name), notes);
        }
        if (value != null) {
            notes.add(at(name), "not an object");
        }
        return null;
    }

    /** Text, or what can be written as text; cut at {@code maxLength}; null when it is neither or empty. */
    @Nullable
    String text(String name, int maxLength) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isValueNode()) {
            notes.add(at(name), "not text");
            return null;
        }
        String text = value.asText();
        return text.isEmpty() ? null : cut(text, maxLength, name);
    }

    private String cut(String text, int maxLength, String name) {
        String kept = Text.column(text, maxLength);
        if (kept.length() < text.length()) {
            notes.trimmed(at(name), text.length(), kept.length());
        }
        return kept;
    }

    /** A whole number, also one in a string; null when there is none. */
    @Nullable
    Integer integer(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (value.canConvertToInt()) {
            return value.intValue();
        }
        if (value.isTextual() && WHOLE_NUMBER.matches(value.textValue())) {
            return Integer.valueOf(value.textValue());
        }
        notes.add(at(name), "not a whole number");
        return null;
    }

    /** Null when the field is neither true nor false. */
    @Nullable
    Boolean bool(String name) {
        JsonNode value = any(name);
        if (value != null && !value.isBoolean()) {
            notes.add(at(name), "neither true nor false");
        }
        if (value == null || !value.isBoolean()) {
            return null;
        }
        return value.booleanValue();
    }

    /** Copies text into {@code target}, under the same name, when there is any. */
    void copyText(ObjectNode target, String name, int maxLength) {
        copyText(target, name, name, maxLength);
    }

    void copyText(ObjectNode target, String name, String newName, int maxLength) {
        String text = text(name, maxLength);
        if (text != null) {
            ObjectNode unused = target.put(newName, text);
        }
    }

    void copyInteger(ObjectNode target, String name) {
        Integer number = integer(name);
        if (number != null) {
            ObjectNode unused = target.put(name, number);
        }
    }

    void copyBool(ObjectNode target, String name) {
        Boolean value = bool(name);
        if (value != null) {
            ObjectNode unused = target.put(name, value);
        }
    }

    /** Copies a value of any shape, as far as {@code room} reaches. */
    void copyAny(ObjectNode target, String name, SizeBudget room) {
        JsonNode value = any(name);
        if (value != null) {
            JsonNode unused = target.set(name, room.fit(value, at(name), notes));
        }
    }

    /** Copies a value of any shape when it is an object; what else it is, is kept as its {@code value}. */
    void copyObject(ObjectNode target, String name, SizeBudget room) {
        JsonNode value = any(name);
        if (value instanceof ObjectNode) {
            copyAny(target, name, room);
        } else if (value != null) {
            JsonNode unused = target.putObject(name).set("value", room.fit(value, at(name), notes));
        }
    }

    /** The text of a value; of an object or an array, its JSON. */
    static String asText(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
