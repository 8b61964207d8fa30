package dev.mesher.ingest;

import static dev.mesher.testing.EventClient.BULK;
import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client learns of its project's window. Each test has a project of its own, with ten events an hour. */
final class RateLimitedIngestTest {
    private static final int LIMIT = 10;
    private static final int WINDOW_SECONDS = 3600;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String EVENT = "{\"message\":\"limited\"}";

    @AutoClose
    private static TestNode node;

    private static EventClient client;

    private final String key = newProject();

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory, new RateLimitSettings(WINDOW_SECONDS, LIMIT));
        client = node.client();
    }

    @Test
    void everyAnswerSaysHowMuchIsLeftAndThenWhenToComeBack() {
        for (int left = LIMIT - 1; left >= 0; left--) {
            Answer taken = post(EVENTS, EVENT);
            assertThat(taken.status()).isEqualTo(202);
            assertThat(taken.header("x-ratelimit-limit")).hasValue("10");
            assertThat(taken.header("x-ratelimit-remaining")).hasValue(Integer.toString(left));
            assertThat(seconds(taken, "x-ratelimit-reset")).isBetween(1, WINDOW_SECONDS);
            assertThat(taken.header("retry-after")).isEmpty();
        }

        Answer refused = post(EVENTS, EVENT);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("{\"error\":\"rate limited\"}");
        assertThat(refused.header("x-ratelimit-limit")).hasValue("10");
        assertThat(refused.header("x-ratelimit-remaining")).hasValue("0");
        assertThat(seconds(refused, "x-ratelimit-reset")).isBetween(1, WINDOW_SECONDS);
        assertThat(refused.header("retry-after")).isEqualTo(refused.header("x-ratelimit-reset"));
    }

    @Test
    void whatIsMalformedIsNotCharged() {
        for (int i = 0; i < LIMIT + 1; i++) {
            assertThat(post(EVENTS, "{}").status()).isEqualTo(400);
        }
        assertThat(post(BULK, "[{},{}]").status()).isEqualTo(400);

        assertThat(post(EVENTS, EVENT).header("x-ratelimit-remaining")).hasValue("9");
    }

    @Test
    void ofABulkTheFirstEventsGetWhatIsLeft() {
        assertThat(post(BULK, bulk(7)).status()).isEqualTo(202);

        Answer answer = post(BULK, bulk(5));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().getInteger("accepted")).isEqualTo(3);
        assertThat(answer.header("x-ratelimit-remaining")).hasValue("0");
        for (int i = 0; i < 5; i++) {
            assertThat(result(answer, i).getString("status")).isEqualTo(i < 3 ? "accepted" : "refused");
        }
        assertThat(result(answer, 4)).isEqualTo(JsonObject.of("status", "refused", "error", "rate limited"));
    }

    @Test
    void aBulkOfWhichNothingFitsIsRefusedWhole() {
        assertThat(post(BULK, bulk(LIMIT)).status()).isEqualTo(202);

        Answer answer = post(BULK, bulk(2));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text("error")).isEqualTo("rate limited");
        assertThat(answer.header("x-ratelimit-remaining")).hasValue("0");
        assertThat(answer.header("retry-after")).isEqualTo(answer.header("x-ratelimit-reset"));
    }

    @Test
    void badEventsOfABulkLeaveTheirRoomToTheOthers() {
        JsonArray events = new JsonArray(bulk(LIMIT));
        events.add(0, new JsonObject());

        Answer answer = post(BULK, events.encode());

        assertThat(answer.json().getInteger("accepted")).isEqualTo(LIMIT);
    }

    private Answer post(String path, String body) {
        return client.post(path, body, "x-sentry-auth", key);
    }

    private static int seconds(Answer answer, String header) {
        return Integer.parseInt(answer.header(header).orElseThrow());
    }

    private static JsonObject result(Answer answer, int place) {
        return answer.json().getJsonArray("results").getJsonObject(place);
    }

    private static String bulk(int count) {
        JsonArray events = new JsonArray();
        for (int i = 0; i < count; i++) {
            events.add(new JsonObject().put("message", "limited"));
        }
        return events.encode();
    }

    private static String newProject() {
        String key = "limited_" + COUNT.incrementAndGet();
        UUID project = node.sql(
                        "INSERT INTO projects (org_id, name, slug) SELECT org_id, $1, $1 FROM projects"
                                + " WHERE number = 1 RETURNING id",
                        key)
                .iterator()
                .next()
                .getUUID(0);
        node.sql("INSERT INTO api_keys (project_id, key_value) VALUES ($1, $2)", project, key);
        Answer known = KeyChangesTest.accepted(client, "{}", key);
        assertThat(known.status()).isEqualTo(400);
        return key;
    }
}
