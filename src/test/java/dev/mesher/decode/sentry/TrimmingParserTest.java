package dev.mesher.decode.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrimmingParserTest {
    private static final int TOKENS = 100;

    private final Notes notes = new Notes();

    /** The name of a field and the bracket of its list are tokens too. */
    @Test
    void eachFieldTakesHalfOfWhatTheFieldsBeforeItLeft() throws IOException {
        String list = "[1" + ",1".repeat(2 * TOKENS) + "]";

        Map<String, Integer> numbers = numbers("{\"a\":%s,\"b\":%s,\"c\":%s}".replace("%s", list));

        assertThat(numbers).isEqualTo(Map.of("a", 47, "b", 22, "c", 10));
        assertThat(Decoded.fieldsOfNotes(new JsonObject("{\"notes\":" + notes.asJson() + "}")))
                .containsExactly("a", "b", "c");
    }

    /** An object loses whole fields: each name that is given has its value. */
    @Test
    void noNameIsGivenWithoutItsValue() throws IOException {
        StringBuilder fields = new StringBuilder("\"x\":1");
        for (int i = 0; i < TOKENS; i++) {
            fields.append(",\"f").append(i).append("\":").append(i);
        }
        JsonParser parser = parser("{\"a\":{" + fields + "},\"b\":[" + "{\"x\":1},".repeat(TOKENS) + "1]}");

        int names = 0;
        JsonToken last = null;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (last == JsonToken.FIELD_NAME) {
                assertThat(token.isScalarValue() || token.isStructStart()).isTrue();
                names++;
            }
            last = token;
        }

        assertThat(last).isEqualTo(JsonToken.END_OBJECT);
        assertThat(names).isBetween(TOKENS / 5, TOKENS / 2);
    }

    /** Jackson's readers ask in one of three ways. */
    @ParameterizedTest
    @CsvSource({"0, VALUE_NUMBER_INT", "1, VALUE_STRING"})
    void aNumberThatIsTooLongIsTextToWhoeverAsks(int more, JsonToken expected) throws IOException {
        for (String number : new String[] {"7".repeat(64 + more), "-" + "7".repeat(63 + more)}) {
            JsonParser parser = parser("[" + number + ",1]");

            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            assertThat(parser.nextToken()).isEqualTo(expected);
            assertThat(parser.currentToken()).isEqualTo(expected);
            assertThat(parser.currentTokenId()).isEqualTo(expected.id());
            assertThat(parser.getText()).isEqualTo(number);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
            assertThat(parser.currentToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
            assertThat(parser.currentTokenId()).isEqualTo(JsonTokenId.ID_NUMBER_INT);
        }
    }

    private JsonParser parser(String json) throws IOException {
        return new TrimmingParser(new JsonFactory().createParser(json), TOKENS, notes);
    }

    /** How many numbers are given of each field of the object. */
    private Map<String, Integer> numbers(String json) throws IOException {
        Map<String, Integer> numbers = new TreeMap<>();
        JsonParser parser = parser(json);
        String field = "";
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            field = token == JsonToken.FIELD_NAME ? parser.currentName() : field;
            if (token.isNumeric()) {
                int unused = numbers.merge(field, 1, Integer::sum);
            }
        }
        return numbers;
    }
}
