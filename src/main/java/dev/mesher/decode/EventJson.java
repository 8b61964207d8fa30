package dev.mesher.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mesher.event.Refusal;
import dev.mesher.text.SearchPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The JSON reader for what clients send: bounded in depth and in the length of numbers, exact in numbers. */
public final class EventJson {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_NAME_LENGTH = 10_000;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

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
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw Refusal.malformed("body is empty");
            }
            return node;
        } catch (JsonProcessingException broken) {
            throw malformed(broken);
        } catch (IOException unreadable) {
            throw Refusal.malformed("malformed JSON: not UTF-8");
        } catch (NumberFormatException exponent) {
            throw numberOutOfRange();
        }
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
            JsonNode node = MAPPER.readTree(text);
            return node == null || node.isMissingNode() ? null : node;
        } catch (IOException | NumberFormatException notJson) {
            return null;
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What the reader found wrong, and where, in words for the client. */
    public static Refusal malformed(JsonProcessingException broken) {
        JsonLocation where = broken.getLocation();
        String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        String reason = broken.getOriginalMessage().lines().findFirst().orElse("");
        if (reason.contains("StreamReadConstraints")) {
            reason = reason.contains("depth")
                    ? "nested deeper than " + MAX_DEPTH + " levels"
                    : "a number or name is too long";
        } else {
            reason = INTERNALS.replaceFirst(reason, "");
            reason = reason.length() > 120 ? reason.substring(0, 120) : reason;
        }
        return Refusal.malformed("malformed JSON: " + Text.wellFormed(reason) + place);
    }
}
