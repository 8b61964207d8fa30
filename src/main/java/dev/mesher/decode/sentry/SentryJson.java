package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.EventJson;
import dev.mesher.decode.JsonTree;
import dev.mesher.event.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON from Sentry's clients. Accepts common errors of their JSON writers, with the same limits as for other
 * JSON.
 */
final class SentryJson {
    private static final int MAX_DEPTH = 500;

    /** Most characters of a number. Parsing and writing a number takes time with the square of its length. */
    static final int MAX_NUMBER_LENGTH = EventJson.MAX_NUMBER_LENGTH;

    private static final JsonTree TREE = new JsonTree(
            MAX_DEPTH,
            MAX_NUMBER_LENGTH,
            StreamReadConstraints.DEFAULT_MAX_NAME_LEN,
            JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
            JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS);

    private SentryJson() {}

    /**
     * Parses {@code bytes} as one JSON object with nothing after it. Invalid UTF-8 becomes U+FFFD.
     *
     * @param what name of the object, for the refusal
     * @throws Refusal 400 with the reason and the position
     */
    static ObjectNode object(byte[] bytes, String what) {
        if (read(bytes) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.malformed(what + ": expected an object");
    }

    /**
     * Parses an event, as {@link #object} does. An event with too many values is trimmed, and a number that is too long
     * becomes text.
     *
     * @param notes receives notes on what was changed
     * @throws Refusal 400 with the reason and the position
     */
    static ObjectNode event(byte[] bytes, Notes notes) {
        if (read(bytes, notes) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.malformed("event: expected an object");
    }

    /**
     * Parses {@code bytes} as one JSON value, as {@link #object} does.
     *
     * @throws Refusal 400 with the reason and the position, 413 when there are too many values
     */
    static JsonNode read(byte[] bytes) {
        return read(bytes, null);
    }

    /** Parses {@code bytes}; null when they are not a JSON object. */
    static @Nullable ObjectNode tryObject(byte[] bytes) {
        try {
            return read(bytes) instanceof ObjectNode object ? object : null;
        } catch (Refusal notJson) {
            return null;
        }
    }

    private static JsonNode read(byte[] bytes, @Nullable Notes notes) {
        try {
            return read(() -> present(TREE.read(bytes)), () -> TREE.parser(bytes), notes);
        } catch (IOException broken) {
            return readReplaced(new String(bytes, StandardCharsets.UTF_8), notes);
        }
    }

    private static JsonNode readReplaced(String text, @Nullable Notes notes) {
        try {
            return read(() -> present(TREE.read(text)), () -> TREE.parser(text), notes);
        } catch (JsonProcessingException broken) {
            throw EventJson.malformed(broken);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private interface Reader<T> {
        T read() throws IOException;
    }

    /**
     * Parses the whole, and tries again with trimming when it has too many values.
     *
     * @param notes null when trimming is not allowed
     */
    private static JsonNode read(Reader<JsonNode> whole, Reader<JsonParser> again, @Nullable Notes notes)
            throws IOException {
        try {
            return whole.read();
        } catch (StreamConstraintsException tooMuch) {
            boolean tooMany = JsonTree.tooManyTokens(tooMuch);
            if (!tooMany && (notes == null || !JsonTree.numberTooLong(tooMuch))) {
                throw Refusal.malformed("malformed JSON: nested too deep, or a number or name is too long");
            }
            if (notes == null) {
                throw Refusal.tooLarge("more than " + JsonTree.MAX_TOKENS + " JSON tokens (names, values, brackets)");
            }
            return trimmed(again, notes);
        } catch (NumberFormatException exponent) {
            throw EventJson.numberOutOfRange();
        }
    }

    private static JsonNode trimmed(Reader<JsonParser> again, Notes notes) throws IOException {
        try (JsonParser parser = new TrimmingParser(again.read(), JsonTree.MAX_TOKENS, notes)) {
            return present(TREE.read(parser));
        } catch (StreamConstraintsException tooMuch) {
            throw Refusal.malformed("malformed JSON: nested too deep, or a number or name is too long");
        } catch (NumberFormatException exponent) {
            throw EventJson.numberOutOfRange();
        }
    }

    private static JsonNode present(@Nullable JsonNode node) {
        if (node == null) {
            throw Refusal.malformed("malformed JSON: no value");
        }
        return node;
    }
}
