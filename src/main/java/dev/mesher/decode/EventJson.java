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

/**
 * Reads JSON from clients. Its nesting depth, the length of numbers and the number of tokens are limited. Numbers keep
 * their exact value.
 */
public final class EventJson {
    static final int MAX_DEPTH = 100;

    /** Most characters of a number. A double needs at most 24, a whole number of 128 bits 40. */
    public static final int MAX_NUMBER_LENGTH = 64;

    private static final int MAX_NAME_LENGTH = 10_000;

    static final JsonTree TREE = new JsonTree(MAX_DEPTH, MAX_NUMBER_LENGTH, MAX_NAME_LENGTH);

    /** Parts of the parser's error messages that concern its programmer and not a client. */
    private static final SearchPattern INTERNALS =
            SearchPattern.of("(?: \\(bound as |: enable `| \\(start marker at ).*+", 2 * MAX_NAME_LENGTH);

    private EventJson() {}

    /**
     * Parses {@code bytes} as one JSON value with nothing after it.
     *
     * @throws Refusal 400 with the reason and the position
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
     * Parses JSON of a stored event. The number of tokens has no limit here, since it was checked when the event
     * arrived. The stored form may have more tokens than the received one.
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

    /**
     * The refusal of a number with an exponent that is too large. The parser reports that as a
     * {@link NumberFormatException}.
     */
    public static Refusal numberOutOfRange() {
        return Refusal.malformed("malformed JSON: a number's exponent is too large");
    }

    /**
     * Refuses UTF-16 and UTF-32. The parser would accept them, but later stages would not. JSON begins with one or two
     * ASCII characters, so these encodings show by a zero byte or a byte order mark at the start.
     */
    static void checkUtf8(byte[] bytes) {
        for (int i = 0; i < Math.min(2, bytes.length); i++) {
            if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
                throw Refusal.malformed("malformed JSON: not UTF-8");
            }
        }
    }

    /** Parses {@code text}; null when it is not JSON. */
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

    /** Creates a generator that writes an event's JSON in UTF-8, piece by piece. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return TREE.generator(out);
    }

    /** Writes {@code value} at the generator's position. The reader has limited its depth. */
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

    /** The refusal of an event with too many tokens. */
    static Refusal tooManyTokens() {
        return Refusal.malformed("event: more than " + JsonTree.MAX_TOKENS + " JSON tokens (names, values, brackets)");
    }

    /** The refusal of malformed JSON, with the reason and the position in the parser's error. */
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
