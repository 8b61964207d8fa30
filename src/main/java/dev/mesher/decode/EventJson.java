package dev.mesher.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.event.Refusal;
import dev.mesher.text.SearchPattern;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON reader for what clients send: bounded in depth and in the length of numbers, exact in numbers. */
public final class EventJson {
    static final int MAX_DEPTH = 100;

    /** Characters of a number: a double takes 24 at most, a whole number of 128 bits 40. */
    public static final int MAX_NUMBER_LENGTH = 64;

    private static final int MAX_NAME_LENGTH = 10_000;

    static final JsonTree TREE = new JsonTree(MAX_DEPTH, MAX_NUMBER_LENGTH, MAX_NAME_LENGTH);

    /** What the reader says to its programmer rather than to a client. */
    private static final SearchPattern INTERNALS =
            SearchPattern.of("(?: \\(bound as |: enable `| \\(start marker at ).*+", 2 * MAX_NAME_LENGTH);

    private EventJson() {}

    /**
     * The JSON value that {@code bytes} hold, and nothing after it.
     *
     * @throws Refusal 400, with what is wrong and where
     */
    static JsonNode read(byte[] bytes) {
        checkUtf8(bytes);
        try {
            return present(TREE.read(bytes));
        } catch (JsonProcessingException broken) {
            throw malformed(broken);
        } catch (IOException unreadable) {
            throw Refusal.malformed("malformed JSON: not UTF-8");
        } catch (NumberFormatException exponent) {
            throw numberOutOfRange();
        }
    }

    /**
     * What was stored of an event, as {@link #read}: its tokens were counted when it came in, and what it was translated to
     * may hold more.
     */
    static JsonNode reread(byte[] bytes) {
        try (JsonParser parser = TREE.parser(bytes)) {
            return present(TREE.read(parser));
        } catch (IOException | NumberFormatException damaged) {
            throw Refusal.malformed("malformed JSON");
        }
    }

    private static JsonNode present(@Nullable JsonNode node) {
        if (node == null) {
            throw Refusal.malformed("body is empty");
        }
        return node;
    }

    /** For an exponent that no number can have, which the reader takes for a fault of its own. */
    public static Refusal numberOutOfRange() {
        return Refusal.malformed("malformed JSON: a number's exponent is too large");
    }

    /**
     * Refuses UTF-16 and UTF-32, which the reader would take but nothing after it. JSON begins with two ASCII characters or
     * one, so a zero byte or a mark of their order shows at once.
     */
    static void checkUtf8(byte[] bytes) {
        for (int i = 0; i < Math.min(2, bytes.length); i++) {
            if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
                throw Refusal.malformed("malformed JSON: not UTF-8");
            }
        }
    }

    /** The JSON value in {@code text}; null when there is none. */
    static @Nullable JsonNode tryRead(String text) {
        try {
            return TREE.read(text);
        } catch (IOException | NumberFormatException notJson) {
            return null;
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return TREE.write(node);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** To write an event's JSON piece by piece, UTF-8. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return TREE.generator(out);
    }

    /** Writes {@code value} where {@code out} stands. Its depth is bounded by whoever read it. */
    public static void write(JsonGenerator out, JsonNode value) throws IOException {
        if (value.isTextual()) {
            out.writeString(value.textValue());
        } else if (value instanceof ObjectNode object) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                out.writeFieldName(field.getKey());
                write(out, field.getValue());
            }
            out.writeEndObject();
        } else if (value.isArray()) {
            out.writeStartArray();
            for (JsonNode element : value) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value.isNumber()) {
            number(out, value);
        } else if (value.isBoolean()) {
            out.writeBoolean(value.booleanValue());
        } else {
            out.writeNull();
        }
    }

    private static void number(JsonGenerator out, JsonNode value) throws IOException {
        switch (value.numberType()) {
            case INT -> out.writeNumber(value.intValue());
            case LONG -> out.writeNumber(value.longValue());
            case BIG_INTEGER -> out.writeNumber(value.bigIntegerValue());
            case BIG_DECIMAL -> out.writeNumber(value.decimalValue());
            case FLOAT, DOUBLE -> out.writeNumber(value.doubleValue());
        }
    }

    /** For an event that would make too large a tree. */
    static Refusal tooManyTokens() {
        return Refusal.malformed("event: more than " + JsonTree.MAX_TOKENS + " JSON tokens (names, values, brackets)");
    }

    /** What the reader found wrong, and where, in words for the client. */
    public static Refusal malformed(JsonProcessingException broken) {
        JsonLocation where = broken.getLocation();
        String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        String reason = broken.getOriginalMessage().lines().findFirst().orElse("");
        if (broken instanceof StreamConstraintsException tooMuch && JsonTree.tooManyTokens(tooMuch)) {
            return tooManyTokens();
        }
        if (broken instanceof StreamConstraintsException tooMuch && JsonTree.numberTooLong(tooMuch)) {
            reason = "a number is longer than " + MAX_NUMBER_LENGTH + " characters";
        } else if (reason.contains("StreamReadConstraints")) {
            reason = reason.contains("depth") ? "nested deeper than " + MAX_DEPTH + " levels" : "a name is too long";
        } else {
            reason = INTERNALS.replaceFirst(reason, "");
            reason = reason.length() > 120 ? reason.substring(0, 120) : reason;
        }
        return Refusal.malformed("malformed JSON: " + Text.wellFormed(reason) + place);
    }
}
