package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.EventJson;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.Text;
import dev.mesher.text.FullPattern;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object leniently: unusable values are left out, with a note. */
record SentryFields(ObjectNode node, FieldPath path, Notes notes) {
    private static final FullPattern WHOLE_NUMBER = FullPattern.of("-?\\d{1,9}", 10);
    private static final int LONGEST_WORD = 16;
    private static final int SHOWN_LENGTH = 64;

    /** The note on a list or an object in place of a text. */
    static final String NO_TEXT = "not text, kept as its JSON";

    /** The field's value; null when it is absent or null. */
    @Nullable
    JsonNode any(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The field's object; null when it is not an object. */
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

    /**
     * The field's object. Any other value becomes an object, with a note.
     *
     * @param held the name that a text, a number or a boolean gets in the new object. A list gets the name
     *     {@code value}
     */
    @Nullable
    SentryFields object(String name, String held) {
        JsonNode value = any(name);
        if (value == null || value instanceof ObjectNode || (value.isArray() && value.isEmpty())) {
            return object(name);
        }
        return new SentryFields(holding(value, value.isArray() ? "value" : held, at(name), notes), at(name), notes);
    }

    /** Wraps a value that should have been an object into an object with one field, with a note. */
    static ObjectNode holding(JsonNode value, String field, FieldPath at, Notes notes) {
        notes.add(at, "not an object, kept as its " + field);
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        JsonNode unused = made.set(field, value);
        return made;
    }

    /**
     * The field's text, unchanged. Any other value becomes its JSON, and a list or an object is noted. Cut to
     * {@code maxLength}; null when it is empty.
     */
    @Nullable
    String text(String name, int maxLength) {
        String text = whole(name);
        return text == null || text.isEmpty() ? null : cut(text, maxLength, name);
    }

    /** The same as {@link #text} for a name by which users search: without surrounding white space. */
    @Nullable
    String name(String name, int maxLength) {
        String text = whole(name);
        String trimmed = text == null ? "" : Text.trimmed(text);
        return trimmed.isEmpty() ? null : cut(trimmed, maxLength, name);
    }

    private @Nullable String whole(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (value.isContainerNode()) {
            notes.add(at(name), NO_TEXT);
        }
        return asText(value);
    }

    /** Cuts the text of a field, with a note if it was longer. */
    String cut(String text, int maxLength, String name) {
        String kept = Text.column(text, maxLength);
        if (kept.length() < text.length()) {
            notes.trimmed(at(name), text.length(), kept.length());
        }
        return kept;
    }

    /** The field's whole number, also if it was sent in a string; null when there is none. */
    @Nullable
    Integer integer(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (value.canConvertToInt()) {
            return value.intValue();
        }
        String text = value.isTextual() ? Text.trimmed(value.textValue()) : "";
        if (WHOLE_NUMBER.matches(text)) {
            return Integer.valueOf(text);
        }
        notes.add(at(name), "not a whole number: " + shown(value));
        return null;
    }

    /** The field's boolean. Also reads 1 and 0, and words for them. Null when it is none of these. */
    @Nullable
    Boolean bool(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String word = value.isValueNode() && value.asText().length() <= LONGEST_WORD
                ? Text.trimmed(value.asText()).toLowerCase(Locale.ROOT)
                : "";
        switch (word) {
            case "true", "1", "1.0", "yes", "on" -> {
                return true;
            }
            case "false", "0", "0.0", "no", "off" -> {
                return false;
            }
            default -> notes.add(at(name), "neither true nor false: " + shown(value));
        }
        return null;
    }

    /** The beginning of a value that is left out, for its note. */
    static String shown(JsonNode value) {
        return Text.column(asText(value), SHOWN_LENGTH);
    }

    /** Writes a name to the field of the same name, if there is any. Returns what it wrote. */
    @Nullable
    String write(JsonGenerator out, String name, int maxLength) throws IOException {
        return write(out, name, name, maxLength);
    }

    /** The same as {@link #write}, to a field of another name. */
    @Nullable
    String write(JsonGenerator out, String name, String newName, int maxLength) throws IOException {
        return written(out, newName, name(name, maxLength));
    }

    /** The same as {@link #write} for a text, which is not trimmed. */
    @Nullable
    String writeText(JsonGenerator out, String name, int maxLength) throws IOException {
        return written(out, name, text(name, maxLength));
    }

    private static @Nullable String written(JsonGenerator out, String name, @Nullable String text) throws IOException {
        if (text != null) {
            out.writeStringField(name, text);
        }
        return text;
    }

    /** The same as {@link #write} for a whole number. */
    @Nullable
    Integer writeInteger(JsonGenerator out, String name) throws IOException {
        Integer number = integer(name);
        if (number != null) {
            out.writeNumberField(name, number);
        }
        return number;
    }

    /** The same as {@link #write} for a boolean. */
    @Nullable
    Boolean writeBool(JsonGenerator out, String name) throws IOException {
        Boolean value = bool(name);
        if (value != null) {
            out.writeBooleanField(name, value);
        }
        return value;
    }

    /** Writes a value of any type, within the budget {@code room}. */
    void writeAny(JsonGenerator out, String name, SizeBudget room) throws IOException {
        JsonNode value = any(name);
        if (value != null) {
            out.writeFieldName(name);
            EventJson.write(out, room.fit(value, at(name), notes));
        }
    }

    /** Writes an object. Any other value becomes an object with the field {@code value}. */
    void writeObject(JsonGenerator out, String name, SizeBudget room) throws IOException {
        JsonNode value = any(name);
        if (value instanceof ObjectNode) {
            writeAny(out, name, room);
        } else if (value != null) {
            out.writeObjectFieldStart(name);
            out.writeFieldName("value");
            EventJson.write(out, room.fit(value, at(name), notes));
            out.writeEndObject();
        }
    }

    /** The text of a value, or the JSON of an object or a list. */
    static String asText(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    FieldPath at(String name) {
        return path.field(name);
    }
}
