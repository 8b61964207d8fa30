package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.EventJson;
import dev.mesher.event.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The JSON reader for Sentry's clients: takes what their writers get wrong, and is bounded all the same. */
final class SentryJson {
    private static final int MAX_DEPTH = 500;
    private static final int MAX_NUMBER_LENGTH = 1_000;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

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
     * The JSON value that {@code bytes} hold, as {@link #object}.
     *
     * @throws Refusal 400, with what is wrong and where
     */
    static JsonNode read(byte[] bytes) {
        try {
            return present(MAPPER.readTree(bytes));
        } catch (StreamConstraintsException tooMuch) {
            throw Refusal.malformed("malformed JSON: nested too deep, or a number or name is too long");
        } catch (NumberFormatException exponent) {
            throw EventJson.numberOutOfRange();
        } catch (IOException broken) {
            return readReplaced(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** Null when {@code bytes} hold no JSON object. */
    static @Nullable ObjectNode tryObject(byte[] bytes) {
        try {
            return read(bytes) instanceof ObjectNode object ? object : null;
        } catch (Refusal notJson) {
            return null;
        }
    }

    private static JsonNode readReplaced(String text) {
        try {
            return present(MAPPER.readTree(text));
        } catch (JsonProcessingException broken) {
            throw EventJson.malformed(broken);
        } catch (NumberFormatException exponent) {
            throw EventJson.numberOutOfRange();
        }
    }

    private static JsonNode present(@Nullable JsonNode node) {
        if (node == null || node.isMissingNode()) {
            throw Refusal.malformed("malformed JSON: there is none");
        }
        return node;
    }
}
