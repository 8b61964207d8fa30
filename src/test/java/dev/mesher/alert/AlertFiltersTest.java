package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertFiltersTest {
    private static final UUID ISSUE = UUID.fromString("4b0a9c8d-7e6f-4a5b-9c4d-3e2f1a0b9c8d");

    @Test
    void aValueIsOneTextOrAList() {
        AlertFilters filters = AlertFilters.parse(
                new JsonObject(
                        """
                {"environment":["production","staging","production"],"level":"fatal","release":"1.0",
                 "tag":{"key":"host","value":["a","b"]},"issue":"4b0a9c8d7e6f4a5b9c4d3e2f1a0b9c8d"}"""));

        assertThat(filters)
                .isEqualTo(new AlertFilters(
                        List.of("production", "staging"),
                        List.of(Level.FATAL),
                        List.of("1.0"),
                        Optional.of(new AlertFilters.Tag("host", List.of("a", "b"))),
                        List.of(ISSUE)));
        assertThat(filters.isEmpty()).isFalse();
    }

    @Test
    void nothingFiltersNothing() {
        assertThat(AlertFilters.parse(new JsonObject()).isEmpty()).isTrue();
        assertThat(AlertFilters.parse(new JsonObject("{\"environment\":null,\"tag\":null}")))
                .isEqualTo(AlertFilters.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"host\":\"a\"} | filters must have no other fields than environment, issue, level, release, tag",
                "{\"environment\":7} | filters.environment must be a text of 1 to 1000 characters",
                "{\"environment\":\"\"} | filters.environment must be a text of 1 to 1000 characters",
                "{\"environment\":[\"a\",null]} | filters.environment must be a text of 1 to 1000 characters",
                "{\"environment\":{}} | filters.environment must be a text of 1 to 1000 characters",
                "{\"release\":[]} | filters.release must have 1 to 10 values",
                "{\"release\":\"a\\u0000\"} | filters.release holds a NUL character",
                "{\"level\":\"Error\"} | filters.level must be one of fatal, error, warning, info, debug, or a list of them",
                "{\"issue\":\"x\"} | filters.issue must be a UUID, or a list of them",
                "{\"tag\":\"host\"} | filters.tag must be a JSON object",
                "{\"tag\":{\"key\":\"host\"}} | filters.tag.value must be a text of 1 to 1000 characters",
                "{\"tag\":{\"value\":\"a\"}} | filters.tag.key must be a text of 1 to 1000 characters",
                "{\"tag\":{\"key\":\"a\",\"value\":\"b\",\"is\":\"c\"}} | filters.tag must have no other fields than key, value",
            })
    void whatIsMalformedIsNamed(String json, String words) {
        assertThatThrownBy(() -> AlertFilters.parse(new JsonObject(json)))
                .isInstanceOf(Refusal.class)
                .hasMessage(words);
    }

    @Test
    void aFieldHasTenValuesAtMostAndNoneIsLong() {
        JsonArray eleven =
                new JsonArray(IntStream.range(0, 11).mapToObj(n -> "r" + n).toList());

        assertThatThrownBy(() -> AlertFilters.parse(new JsonObject().put("release", eleven)))
                .hasMessage("filters.release must have 1 to 10 values");
        assertThatThrownBy(() -> AlertFilters.parse(new JsonObject().put("release", "r".repeat(1_001))))
                .hasMessage("filters.release must be a text of 1 to 1000 characters");
    }
}
