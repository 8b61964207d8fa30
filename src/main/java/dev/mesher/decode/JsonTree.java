package dev.mesher.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Makes trees of JSON that strangers wrote: in time that is linear in its length, exact in numbers, bounded in depth, in
 * the length of numbers and names, and in the number of tokens. For any thread.
 */
public final class JsonTree {
    /**
     * The names, values and closing brackets that one tree may have. The largest recorded event of a client has 950; a
     * dump of 200 Java threads with 27 frames each, which is about what fits into 1 MiB, has 76,000.
     */
    public static final int MAX_TOKENS = 100_000;

    /** So many bytes hold fewer than {@link #MAX_TOKENS}, and few enough names for a table. */
    private static final int SMALL = 32 * 1024;

    /** Looks names up in a table that all requests share, which saves a copy of each. */
    private final ObjectMapper small;

    /** Copies every name: nobody can make it slow, or fill its table for others, by names of his choice. */
    private final ObjectMapper large;

    private final ObjectMapper endless;

    /**
     * @param maxNumber characters that a number may have in a tree
     * @param maxName characters that a name may have
     */
    public JsonTree(int maxDepth, int maxNumber, int maxName, JsonReadFeature... leniences) {
        StreamReadConstraints endlessly = StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(maxName)
                .build();
        StreamReadConstraints shortNumbers =
                endlessly.rebuild().maxNumberLength(maxNumber).build();
        StreamReadConstraints bounded =
                shortNumbers.rebuild().maxTokenCount(MAX_TOKENS).build();
        this.small = mapper(shortNumbers, true, leniences);
        this.large = mapper(bounded, false, leniences);
        this.endless = mapper(endlessly, false, leniences);
    }

    private static ObjectMapper mapper(
            StreamReadConstraints constraints, boolean tableOfNames, JsonReadFeature[] leniences) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, tableOfNames)
                        // The JVM's own table of strings is not for what clients write.
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build())
                .enable(leniences)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /**
     * The JSON value that {@code json} holds, and nothing after it; null when there is none.
     *
     * @throws StreamConstraintsException past one of the bounds, see {@link #tooManyTokens}
     * @throws NumberFormatException for an exponent that no number can have
     */
    public @Nullable JsonNode read(byte[] json) throws IOException {
        if (json.length <= SMALL) {
            try {
                return present(small.readTree(json));
            } catch (StreamConstraintsException | RuntimeException maybeTheTable) {
                // Where somebody's names have filled the shared table, it refuses what others send, or fails.
                return present(large.readTree(json));
            }
        }
        return present(large.readTree(json));
    }

    /** As {@link #read(byte[])}. */
    public @Nullable JsonNode read(String json) throws IOException {
        return present(large.readTree(json));
    }

    /** What {@code parser} gives, which sees to its own bounds; as {@link #read(byte[])}. */
    public @Nullable JsonNode read(JsonParser parser) throws IOException {
        return present(endless.readTree(parser));
    }

    /**
     * To go through JSON without making a tree of it: any number of tokens, numbers of any length, names as in a large body.
     */
    public JsonParser parser(Reader json) throws IOException {
        return endless.createParser(json);
    }

    /** As {@link #parser(Reader)}. */
    public JsonParser parser(byte[] json) throws IOException {
        return endless.createParser(json);
    }

    /** As {@link #parser(Reader)}. */
    public JsonParser parser(String json) throws IOException {
        return endless.createParser(json);
    }

    byte[] write(JsonNode node) throws IOException {
        return small.writeValueAsBytes(node);
    }

    /** To write JSON as {@link #write} does, UTF-8. */
    JsonGenerator generator(OutputStream out) throws IOException {
        return small.createGenerator(out);
    }

    /** Whether it was the bound on tokens. */
    public static boolean tooManyTokens(StreamConstraintsException tooMuch) {
        return tooMuch.getOriginalMessage().startsWith("Token count");
    }

    /** Whether it was the bound on the length of numbers. */
    public static boolean numberTooLong(StreamConstraintsException tooMuch) {
        return tooMuch.getOriginalMessage().startsWith("Number value length");
    }

    private static @Nullable JsonNode present(@Nullable JsonNode node) {
        return node == null || node.isMissingNode() ? null : node;
    }
}
