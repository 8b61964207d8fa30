package dev.mesher.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoadEventsTest {
    private static final int ISSUES = 2000;
    private static final String RUN = "a1b2-c3d4e5f60718";

    @ParameterizedTest
    @EnumSource(PayloadSize.class)
    void everyEventIsNearItsSize(PayloadSize size) {
        LoadEvents events = new LoadEvents(size, ISSUES, RUN);

        for (int issue = 0; issue < ISSUES; issue++) {
            assertThat(events.event(issue).length()).isCloseTo(size.bytes(), Percentage.withPercentage(10));
        }
    }

    @ParameterizedTest
    @EnumSource(PayloadSize.class)
    void theStackTracesMakeExactlyThatManyIssues(PayloadSize size) {
        int issues = size == PayloadSize.TYPICAL ? ISSUES : 200;
        LoadEvents events = new LoadEvents(size, issues, RUN);
        Set<List<String>> fingerprints = new HashSet<>();

        for (int issue = 0; issue < issues; issue++) {
            fingerprints.add(grouping(events.event(issue)));
        }

        assertThat(fingerprints).hasSize(issues).contains(grouping(events.event(7)));
    }

    @Test
    void aTypicalEventHasWhatARealOneHas() {
        for (int issue = 0; issue < 3; issue++) {
            JsonObject event =
                    new LoadEvents(PayloadSize.TYPICAL, 3, RUN).event(issue).toJsonObject();

            assertThat(event.getJsonArray("stacktrace")).hasSize(12);
            assertThat(event.getJsonArray("breadcrumbs")).hasSize(8);
            assertThat(event.getJsonObject("tags")).hasSize(6);
            assertThat(event.getJsonObject("tags").getString("load_run")).isEqualTo(RUN);
            assertThat(event.fieldNames())
                    .contains("exception", "user_context", "release", "environment", "sdk_name", "sdk_version");
            assertThat(Instant.parse(event.getString("timestamp")))
                    .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
            assertThat(UUID.fromString(event.getString("event_id")).version()).isEqualTo(4);
            assertThat(event.encode()).doesNotContain("~", "^", "`");
        }
    }

    @Test
    void noTwoEventsHaveTheSameId() {
        LoadEvents events = new LoadEvents(PayloadSize.TYPICAL, 50, RUN);

        assertThat(IntStream.range(0, 5000)
                        .mapToObj(i -> events.next().toJsonObject().getString("event_id")))
                .doesNotHaveDuplicates();
    }

    @Test
    void someIssuesAreFarMoreFrequent() {
        LoadEvents events = new LoadEvents(PayloadSize.TYPICAL, 1000, RUN);
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            counts.merge(grouping(events.next()), 1, Integer::sum);
        }

        assertThat(counts.values().stream().max(Integer::compare).orElseThrow()).isGreaterThan(250);
        assertThat(counts.values()).contains(1);
    }

    /** What the server's grouping reads: file and function of the service's own frames, and the exception's type. */
    private static List<String> grouping(Buffer json) {
        JsonObject event = json.toJsonObject();
        JsonArray frames = event.getJsonArray("stacktrace");
        StringBuilder own = new StringBuilder();
        for (int at = 0; at < frames.size(); at++) {
            JsonObject frame = frames.getJsonObject(at);
            if (frame.getBoolean("in_app")) {
                own.append(frame.getString("filename"))
                        .append('|')
                        .append(frame.getString("function_name"))
                        .append('\n');
            }
        }
        return List.of(own.toString(), event.getJsonObject("exception").getString("type_name"));
    }
}
