package dev.mesher.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of one node, while another takes the changes. */
final class KeysVerticleTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final String KEYS = "/api/v1/projects/default/api-keys";

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final Keys keys = new Keys();

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    /** The question twice a second is for the word that is lost; whoever hears the word asks at once. */
    @Test
    void theWordOfTheDatabaseAloneIsEnough() {
        try (TestNode other = TestNode.start(directory);
                TestDatabase database = new TestDatabase(vertx, other.databaseUri())) {
            String unused = Await.await(vertx.deployVerticle(new KeysVerticle(database.database(), keys, NEVER)));
            RawHttp api = new RawHttp(other.httpPort());

            String key = api.post(KEYS, "{\"label\":\"short-lived\"}").object().getString("key_value");
            await().until(() -> keys.project(key) != null);

            assertThat(api.post("/api/v1/api-keys/" + id(api, key) + "/revoke", "{}")
                            .status())
                    .isEqualTo(200);
            await().until(() -> keys.project(key) == null);
            assertThat(keys.project(EventClient.KEY)).isNotNull();
        }
    }

    private static String id(RawHttp api, String key) {
        return api.get(KEYS).array().stream()
                .map(JsonObject.class::cast)
                .filter(row -> key.equals(row.getString("key_value")))
                .map(row -> row.getString("id"))
                .findFirst()
                .orElseThrow();
    }
}
