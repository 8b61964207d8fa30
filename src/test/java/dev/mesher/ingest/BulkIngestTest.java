package dev.mesher.ingest;

import static dev.mesher.testing.EventClient.BULK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several events in one request: each has its own result, in order. */
final class BulkIngestTest {
    private static final String NO_MESSAGE = "message: missing; an event needs a message, an exception or a logentry";

    @AutoClose
    private static TestNode node;

    private static EventClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        client = node.client();
    }

    @Test
    void resultsStandInTheOrderOfTheEvents() {
        Answer answer = client.post(BULK, events(100).encode());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("accepted");
        assertThat(answer.json().getInteger("accepted")).isEqualTo(100);
        List<JsonObject> results = results(answer);
        assertThat(results).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(results.get(i).fieldNames()).containsExactly("status", "id", "issue_id");
            assertThat(messageOf(results.get(i))).isEqualTo("place " + i);
        }
    }

    @Test
    void takesTheFormWithANameToo() {
        Answer answer =
                client.post(BULK, new JsonObject().put("events", events(2)).encode());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(results(answer)).extracting(BulkIngestTest::messageOf).containsExactly("place 0", "place 1");
    }

    @Test
    void oneBadEventCostsOnlyItself() {
        JsonArray events = events(3);
        events.set(1, new JsonObject().put("level", "error"));

        Answer answer = client.post(BULK, events.encode());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().getInteger("accepted")).isEqualTo(2);
        assertThat(messageOf(results(answer).get(0))).isEqualTo("place 0");
        assertThat(results(answer).get(1))
                .isEqualTo(new JsonObject().put("status", "refused").put("error", NO_MESSAGE));
        assertThat(messageOf(results(answer).get(2))).isEqualTo("place 2");
    }

    @Test
    void allBadIsRefusedWithTheResults() {
        Answer answer = client.post(BULK, "[{},1]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(results(answer))
                .extracting(result -> result.getString("status"))
                .containsOnly("refused");
        assertThat(results(answer))
                .extracting(result -> result.getString("error"))
                .containsExactly(NO_MESSAGE, "event: expected an object");
        assertThat(answer.header("x-ratelimit-limit")).isEmpty();
    }

    @Test
    void moreThanAHundredAreRefusedWhole() {
        long before = node.number("SELECT count(*) FROM events");

        Answer answer = client.post(BULK, events(101).encode());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"events: more than 100 in one request\"}");
        assertThat(node.number("SELECT count(*) FROM events")).isEqualTo(before);
    }

    @Test
    void oneEventSentTwiceInABulkIsStoredOnce() {
        String id = UUID.randomUUID().toString();
        JsonObject event = new JsonObject().put("message", "twin").put("event_id", id);

        Answer answer = client.post(BULK, new JsonArray().add(event).add(event).encode());

        assertThat(results(answer).get(0)).isEqualTo(results(answer).get(1));
        assertThat(node.number("SELECT count(*) FROM events WHERE event_id = $1", UUID.fromString(id)))
                .isEqualTo(1);
    }

    private static JsonArray events(int count) {
        JsonArray events = new JsonArray();
        for (int i = 0; i < count; i++) {
            events.add(new JsonObject().put("message", "place " + i));
        }
        return events;
    }

    private static List<JsonObject> results(Answer answer) {
        return answer.json().getJsonArray("results").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String messageOf(JsonObject result) {
        return client.get("/api/v1/events/" + result.getString("id"))
                .json()
                .getJsonObject("event")
                .getString("message");
    }
}
