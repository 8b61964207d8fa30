package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one cluster: a key that one was told to revoke opens neither. */
final class ClusteredKeysTest {
    private static final String KEYS = "/api/v1/projects/default/api-keys";
    private static final String EVENT = "{\"message\":\"by key\"}";

    @TempDir
    private Path directory;

    @Test
    void aKeyRevokedAtOneNodeIsRefusedByTheOther() {
        String database = TestPostgres.migratedDatabase();
        int seed = FreePort.next();
        try (TestNode first = TestNode.start(settings(database, "first", seed, seed));
                TestNode second = TestNode.start(settings(database, "second", FreePort.next(), seed))) {
            RawHttp api = new RawHttp(first.httpPort());
            String key = api.post(KEYS, "{\"label\":\"short-lived\"}").object().getString("key_value");
            for (TestNode node : List.of(first, second)) {
                soon().until(() -> status(node, key) == 202);
            }

            RawHttp.Answer revoked = api.post("/api/v1/api-keys/" + id(api, key) + "/revoke", "{}");
            assertThat(revoked.status()).isEqualTo(200);

            for (TestNode node : List.of(second, first)) {
                soon().until(() -> status(node, key) == 401);
            }
            long stored = first.number("SELECT count(*) FROM events");
            for (int i = 0; i < 50; i++) {
                assertThat(status(first, key)).isEqualTo(401);
                assertThat(status(second, key)).isEqualTo(401);
            }
            assertThat(first.number("SELECT count(*) FROM events")).isEqualTo(stored);
        }
    }

    private static int status(TestNode node, String key) {
        return node.client()
                .post(EventClient.EVENTS, EVENT, "x-sentry-auth", key)
                .status();
    }

    private static String id(RawHttp api, String key) {
        return api.get(KEYS).array().stream()
                .map(JsonObject.class::cast)
                .filter(row -> key.equals(row.getString("key_value")))
                .map(row -> row.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    /** Within a second on a free machine. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    private Settings settings(String database, String name, int clusterPort, int seedPort) {
        return ClusteredSettings.of("keys-test", database, directory, name, clusterPort, seedPort);
    }
}
