package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters and rollups say what the events say, whatever raced for them. */
final class RollupTest {
    private static final int EVENTS = 600;
    private static final int ISSUES = 7;

    @TempDir
    private Path directory;

    @Test
    void countersEqualTheEvents() {
        try (TestNode node = TestNode.start(directory)) {
            EventClient client = node.client();
            List<Answer> answers =
                    IntStream.range(0, EVENTS).mapToObj(RollupTest::event).map(client::eventLater).toList().stream()
                            .map(EventClient::join)
                            .toList();

            assertThat(answers).extracting(Answer::status).containsOnly(202);
            assertThat(answers.stream().map(answer -> answer.text("issue_id")).distinct())
                    .hasSize(ISSUES);
            // Each tenth event is one that was sent before.
            StoredCounts.assertConsistent(node.database(), EVENTS - EVENTS / 10);
            assertThat(node.number("SELECT sum(user_count)::bigint FROM issues"))
                    .isEqualTo(node.number("SELECT count(*) FROM issue_users"));
        }
    }

    private static JsonObject event(int number) {
        int what = number % 10 == 9 ? number - 1 : number;
        return new JsonObject()
                .put("message", "rolled up")
                .put("fingerprint", "issue " + number % ISSUES)
                .put("level", List.of("error", "warning", "info").get(number % 3))
                .put("event_id", new UUID(7, what).toString())
                .put("user_context", new JsonObject().put("id", number % 13));
    }
}
