package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project's sample rate, changed through the API. */
final class SampledIngestTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private static TestNode node;

    private static EventClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        client = node.client();
    }

    @Test
    void nothingIsKeptAtZero() {
        rate(0.0);
        await().atMost(SOON)
                .until(() -> client.event("sampled out").text("status").equals("sampled"));
        long before = node.number("SELECT count(*) FROM events");

        Answer answer = client.event("sampled out");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"status\":\"sampled\"}");
        assertThat(node.number("SELECT count(*) FROM events")).isEqualTo(before);
    }

    @Test
    void halfIsKeptAndTheSameEventIsDecidedAlike() {
        rate(0.0);
        await().atMost(SOON).until(() -> client.event("half").text("status").equals("sampled"));
        rate(0.5);
        await().atMost(SOON).until(() -> client.event("half").text("status").equals("accepted"));
        List<JsonObject> events = Stream.generate(() -> new JsonObject()
                        .put("message", "half")
                        .put("event_id", UUID.randomUUID().toString()))
                .limit(200)
                .toList();

        List<String> first = statuses(events);

        assertThat(statuses(events)).isEqualTo(first);
        assertThat(first.stream().filter("accepted"::equals).count()).isBetween(50L, 150L);
        assertThat(first).containsOnly("accepted", "sampled");
    }

    private static List<String> statuses(List<JsonObject> events) {
        return events.stream().map(client::eventLater).toList().stream()
                .map(EventClient::join)
                .map(answer -> answer.text("status"))
                .toList();
    }

    private static void rate(double rate) {
        Answer changed = client.post(
                "/api/v1/projects/default/settings",
                new JsonObject().put("sample_rate", rate).encode());
        assertThat(changed.status()).isEqualTo(200);
    }
}
