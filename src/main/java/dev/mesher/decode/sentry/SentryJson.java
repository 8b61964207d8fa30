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

/** The JSON reader for Sentry's clients: takes what their writers get wrong, and is bounded all the same. */
final class SentryJson {
    private static final int MAX_DEPTH = 500;

    /** Characters of a number that is read as one; to read and to write it takes time by the square of its length. */
    static final int MAX_NUMBER_LENGTH = EventJson.MAX_NUMBER_LENGTH;

    private static final JsonTree TREE = new JsonTree(
            MAX_DEPTH,
            MAX_NUMBER_LENGTH,
            StreamReadConstraints.DEFAULT_MAX_NAME_LEN,
            JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
            JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS);

    private SentryJson() {}

    /**
     * The object that {@code bytes} hold, and nothing after it. Bytes that are not UTF-8 become U+FFFD.
     *
     * @param what is read, for the refusal
     * @throws Refusal 400, with what is wrong and where
     */
    static ObjectNode object(byte[] bytes, String what) {
        if (read(bytes) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.malformed(what + ": expected an object");
    }

    /**
     * The event that {@code bytes} hold, as {@link #object}; of one that has too many values, a part; a number that is too long, as
     * text.
     *
     * @param notes where it is noted what was left out
     * @throws Refusal 400, with what is wrong and where
     */
    static ObjectNode event(byte[] bytes, Notes notes) {
        if (read(bytes, notes) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.malformed("event: expected an object");
    }

    /**
     * The JSON value that {@code bytes} hold, as {@link #object}.
     *
     * @throws Refusal 400, with what is wrong and where; 413 for one that has too many values
     */
    static JsonNode read(byte[] bytes) {
        return read(bytes, null);
    }

    /** Null when {@code bytes} hold no JSON object. */
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

    /** @param notes null when all or nothing is wanted */
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
            throw Refusal.malformed("malformed JSON: there is none");
        }
        return node;
    }
}
