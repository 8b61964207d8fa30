package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.EventJson;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.Text;
import dev.mesher.text.FullPattern;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One object of what a client sent, read leniently: what is not usable is left out, with a note. */
record SentryFields(ObjectNode node, FieldPath path, Notes notes) {
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

    /** The beginning of {@code text}, which is that of a field; with a note when there is more of it. */
    String cut(String text, int maxLength, String name) {
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

    /** Writes the text, under the same name, when there is any; gives back what it wrote. */
    @Nullable
    String write(JsonGenerator out, String name, int maxLength) throws IOException {
        return write(out, name, name, maxLength);
    }

    @Nullable
    String write(JsonGenerator out, String name, String newName, int maxLength) throws IOException {
        String text = text(name, maxLength);
        if (text != null) {
            out.writeStringField(newName, text);
        }
        return text;
    }

    /** As {@link #write}, a whole number. */
    @Nullable
    Integer writeInteger(JsonGenerator out, String name) throws IOException {
        Integer number = integer(name);
        if (number != null) {
            out.writeNumberField(name, number);
        }
        return number;
    }

    /** As {@link #write}, true or false. */
    @Nullable
    Boolean writeBool(JsonGenerator out, String name) throws IOException {
        Boolean value = bool(name);
        if (value != null) {
            out.writeBooleanField(name, value);
        }
        return value;
    }

    /** Writes a value of any shape, as far as {@code room} reaches. */
    void writeAny(JsonGenerator out, String name, SizeBudget room) throws IOException {
        JsonNode value = any(name);
        if (value != null) {
            out.writeFieldName(name);
            EventJson.write(out, room.fit(value, at(name), notes));
        }
    }

    /** Writes a value of any shape when it is an object; what else it is, is kept as its {@code value}. */
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

    /** The text of a value; of an object or an array, its JSON. */
    static String asText(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    FieldPath at(String name) {
        return path.field(name);
    }
}
