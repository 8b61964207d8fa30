package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Sentry client hears when its project's window is spent, and what still gets through then. */
final class SentryRateLimitTest {
    private static final String ENVELOPE = "/api/1/envelope/";
    private static final String LIMITS =
            "\\d{1,3}:default;error;security;attachment;feedback;user_report:project:rate_limited";
    private static final int LIMIT = 3;
    private static final String KEY = "X-Mesh-Continuity-Request-Key";

    @TempDir
    private Path directory;

    private TestNode node;
    private EventClient client;

    @BeforeEach
    void start() {
        node = TestNode.start(directory, new RateLimitSettings(600, LIMIT));
        client = node.client();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void anAnswerAgainIsNotChargedAndARefusalLeavesTheKeyFree() {
        byte[] body = event();
        Answer first = client.post(ENVELOPE, body, KEY, "again");
        for (int i = 0; i < LIMIT; i++) {
            assertThat(client.post(ENVELOPE, body, KEY, "again").body()).isEqualTo(first.body());
        }
        for (int i = 1; i < LIMIT; i++) {
            assertThat(client.post(ENVELOPE, event()).status()).isEqualTo(200);
        }
        byte[] refused = event();

        assertThat(client.post(ENVELOPE, refused, KEY, "refused").status()).isEqualTo(429);

        assertThat(node.number("SELECT count(*) FROM request_keys")).isEqualTo(1);
        node.sql("DELETE FROM rate_windows");
        await().until(() -> client.post(ENVELOPE, refused, KEY, "refused").status() == 200);
        assertThat(client.post(ENVELOPE, body, KEY, "again").body()).isEqualTo(first.body());
        assertThat(node.number("SELECT count(*) FROM events")).isEqualTo(LIMIT + 1);
    }

    @Test
    void theLastEventSaysThatItWasTheLastAndTheNextIsRefused() {
        for (int left = LIMIT - 1; left > 0; left--) {
            assertThat(client.post(ENVELOPE, event()).header("x-sentry-rate-limits"))
                    .isEmpty();
        }
        Answer last = client.post(ENVELOPE, event());
        assertThat(last.status()).isEqualTo(200);
        assertThat(last.header("x-sentry-rate-limits").orElse("")).matches(LIMITS);
        assertThat(last.header("retry-after")).isEmpty();

        Answer refused = client.post(ENVELOPE, event());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("x-sentry-rate-limits").orElse("")).matches(LIMITS);
        assertThat(refused.header("retry-after")).isPresent();
        assertThat(refused.header("access-control-allow-origin")).hasValue("*");
        assertThat(client.post("/api/1/store/", "{\"message\":\"m\"}").status()).isEqualTo(429);
        assertThat(client.post("/api/1/security/", "{\"csp-report\":{}}").status())
                .isEqualTo(429);
        assertThat(node.number("SELECT count(*) FROM events")).isEqualTo(LIMIT);
    }

    @Test
    void whatIsOnlyCountedStillGetsThrough() {
        for (int i = 0; i < LIMIT; i++) {
            client.post(ENVELOPE, event());
        }
        byte[] session =
                Envelopes.of(new JsonObject()).item("session", new JsonObject()).bytes();
        byte[] both = Envelopes.of(UUID.randomUUID())
                .item("event", new JsonObject().put("message", "m"))
                .item("session", new JsonObject())
                .bytes();

        assertThat(client.post(ENVELOPE, session).status()).isEqualTo(200);
        assertThat(client.post(ENVELOPE, both).status()).isEqualTo(429);

        await().until(() -> sessions() == 2);
    }

    @Test
    void whatIsStoredWithoutAnEventIsChargedToo() {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(client.post(ENVELOPE, attachment()).status()).isEqualTo(200);
        }

        assertThat(client.post(ENVELOPE, attachment()).status()).isEqualTo(429);
        assertThat(node.number("SELECT count(*) FROM attachments")).isEqualTo(LIMIT);
    }

    @Test
    void whatIsMalformedIsNotCharged() {
        for (int i = 0; i < LIMIT + 1; i++) {
            assertThat(client.post(ENVELOPE, "{}\n{\"type\":\"event\"}\nnonsense")
                            .status())
                    .isEqualTo(400);
        }

        assertThat(client.post(ENVELOPE, event()).header("x-ratelimit-remaining"))
                .hasValue("2");
    }

    @Test
    void countsOutliveAnOrderlyStop() {
        byte[] session =
                Envelopes.of(new JsonObject()).item("session", new JsonObject()).bytes();
        for (int i = 0; i < 20; i++) {
            client.post(ENVELOPE, session);
        }

        node.stop();

        assertThat(sessions()).isEqualTo(20);
    }

    private long sessions() {
        return node.number("SELECT coalesce(sum(item_count), 0)::bigint FROM item_counts WHERE category = 'session'");
    }

    private static byte[] event() {
        return Envelopes.of(UUID.randomUUID())
                .item("event", new JsonObject().put("message", "m"))
                .bytes();
    }

    private static byte[] attachment() {
        return Envelopes.of(UUID.randomUUID()).attachment("a", new byte[] {1}).bytes();
    }
}
