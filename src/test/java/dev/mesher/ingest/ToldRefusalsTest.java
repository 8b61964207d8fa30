package dev.mesher.ingest;

import static dev.mesher.testing.EventClient.BULK;
import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project is told of what the ingest did not keep. */
final class ToldRefusalsTest {
    private static final String REFUSALS = "/api/v1/projects/default/refusals";

    @Test
    void eachReasonIsCountedForTheProject(@TempDir Path directory) {
        try (TestNode node = TestNode.start(directory, new RateLimitSettings(3_600, 2))) {
            EventClient client = node.client();
            assertThat(client.get(REFUSALS).json().getJsonArray("refusals")).isEmpty();
            JsonObject bad = new JsonObject().put("message", "secret").put("level", "none");
            assertThat(client.event(bad).status()).isEqualTo(400);
            JsonArray bulk = new JsonArray().add(bad).add(new JsonObject().put("message", "good"));
            assertThat(client.post(BULK, bulk.encode()).status()).isEqualTo(202);
            assertThat(client.post("/api/1/envelope/", "no envelope").status()).isEqualTo(400);
            assertThat(client.post("/api/9/store/", "{}").status()).isEqualTo(403);
            assertThat(client.post(EVENTS, "x".repeat((1 << 20) + 1)).status()).isEqualTo(413);
            assertThat(client.event("good").status()).isEqualTo(202);
            assertThat(client.event("beyond").status()).isEqualTo(429);
            assertThat(client.post(EVENTS, "{}", "x-sentry-auth", "mshr_unknown")
                            .status())
                    .isEqualTo(401);

            JsonObject told = client.get(REFUSALS).json();

            assertThat(told.getString("node")).isNotEmpty();
            assertThat(counts(told))
                    .isEqualTo(Map.of("malformed", 3, "forbidden", 1, "too_large", 1, "rate_limited", 1));
            assertThat(told.getJsonArray("refusals").getJsonObject(0).getString("last_error"))
                    .isEqualTo("rate limited");
            assertThat(told.encode()).doesNotContain("secret");
        }
    }

    @Test
    void whatIsSampledOutIsToldToo(@TempDir Path directory) {
        try (TestNode node = TestNode.start(directory)) {
            EventClient client = node.client();
            node.sql("UPDATE projects SET sample_rate = 0");
            await().until(() -> client.event("m").text("status").equals("sampled"));

            JsonObject told =
                    client.get(REFUSALS).json().getJsonArray("refusals").getJsonObject(0);

            assertThat(told.getString("reason")).isEqualTo("sampled");
            assertThat(told.getInteger("count")).isEqualTo(1);
            assertThat(told.getValue("last_error")).isNull();
        }
    }

    private static Map<String, Integer> counts(JsonObject told) {
        return told.getJsonArray("refusals").stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(each -> each.getString("reason"), each -> each.getInteger("count")));
    }
}
