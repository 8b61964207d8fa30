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
 * Parses JSON from clients into trees. Its time is linear in the length, and numbers keep their exact value. Depth, the
 * length of numbers and names, and the number of tokens are limited. Thread-safe.
 */
public final class JsonTree {
    /**
     * Most names, values and closing brackets in one tree. The largest event in the recorded samples of clients, an
     * overflowed stack, has about 15,000. A dump of 200 Java threads with 27 frames each, which is about as much as fits into 1 MiB, has 76,000.
     */
    public static final int MAX_TOKENS = 100_000;

    /**
     * JSON of up to this size has fewer than {@link #MAX_TOKENS} tokens. It also has few names, so a table of names is
     * useful.
     */
    private static final int SMALL = 32 * 1024;

    /** For small JSON. It looks names up in a table that all requests share, so they need not be copied. */
    private final ObjectMapper small;

    /**
     * For large JSON. It copies every name. So no client can slow it down, or fill a shared table, by the names that it
     * chooses.
     */
    private final ObjectMapper large;

    private final ObjectMapper endless;

    /**
     * Creates a parser.
     *
     * @param maxDepth most nested arrays and objects
     * @param maxNumber most characters of a number in a tree
     * @param maxName most characters of a name
     * @param leniences deviations from the standard that are accepted
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
                        // The JVM's table of interned strings must not grow with names that clients choose.
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build())
                .enable(leniences)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /**
     * Parses {@code json} as one value with nothing after it; null when there is no value.
     *
     * @throws StreamConstraintsException beyond a limit, see {@link #tooManyTokens}
     * @throws NumberFormatException for an exponent that is too large
     */
    public @Nullable JsonNode read(byte[] json) throws IOException {
        if (json.length <= SMALL) {
            try {
                return present(small.readTree(json));
            } catch (StreamConstraintsException | RuntimeException maybeTheTable) {
                // If a client has filled the shared table with its names, the parser may refuse JSON of others or fail.
                return present(large.readTree(json));
            }
        }
        return present(large.readTree(json));
    }

    /** See {@link #read(byte[])}. */
    public @Nullable JsonNode read(String json) throws IOException {
        return present(large.readTree(json));
    }

    /** Builds a tree from the tokens of {@code parser}, which must apply its own limits. See {@link #read(byte[])}. */
    public @Nullable JsonNode read(JsonParser parser) throws IOException {
        return present(endless.readTree(parser));
    }

    /**
     * Creates a parser for reading JSON without a tree. It has no limit of tokens or of the length of numbers, and
     * copies every name.
     */
    public JsonParser parser(Reader json) throws IOException {
        return endless.createParser(json);
    }

    /** See {@link #parser(Reader)}. */
    public JsonParser parser(byte[] json) throws IOException {
        return endless.createParser(json);
    }

    /** See {@link #parser(Reader)}. */
    public JsonParser parser(String json) throws IOException {
        return endless.createParser(json);
    }

    byte[] write(JsonNode node) throws IOException {
        return small.writeValueAsBytes(node);
    }

    /** Creates a generator that writes UTF-8 JSON as {@link #write} does. */
    JsonGenerator generator(OutputStream out) throws IOException {
        return small.createGenerator(out);
    }

    /** Whether the limit of tokens was exceeded. */
    public static boolean tooManyTokens(StreamConstraintsException tooMuch) {
        return tooMuch.getOriginalMessage().startsWith("Token count");
    }

    /** Whether the limit of the length of numbers was exceeded. */
    public static boolean numberTooLong(StreamConstraintsException tooMuch) {
        return tooMuch.getOriginalMessage().startsWith("Number value length");
    }

    private static @Nullable JsonNode present(@Nullable JsonNode node) {
        return node == null || node.isMissingNode() ? null : node;
    }
}
