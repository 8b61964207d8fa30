package dev.mesher.ingest;

import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and projects changed by plain SQL are felt, without a restart. {@code KeysVerticleTest} says how soon. */
final class KeyChangesTest {
    private static final String EVENT = "{\"message\":\"by key\"}";

    @AutoClose
    private static TestNode node;

    private static EventClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        client = node.client();
    }

    @Test
    void aNewKeyOpensAndARevokedOneDoesNot() {
        node.sql("INSERT INTO api_keys (project_id, key_value) VALUES ($1, 'a_new_key')", node.project());
        Answer taken = accepted(client, EVENT, "a_new_key");
        assertThat(taken.status()).isEqualTo(202);

        node.sql("UPDATE api_keys SET revoked_at = now() WHERE key_value = 'a_new_key'");

        soon().until(() -> status("a_new_key") == 401);
        assertThat(status(EventClient.KEY)).isEqualTo(202);
    }

    /** As when the clock of whoever revokes is ahead of PostgreSQL's. */
    @Test
    void aKeyRevokedALittleInTheFutureIsRevoked() {
        node.sql("INSERT INTO api_keys (project_id, key_value) VALUES ($1, 'ahead')", node.project());
        Answer taken = accepted(client, EVENT, "ahead");
        assertThat(taken.status()).isEqualTo(202);

        node.sql("UPDATE api_keys SET revoked_at = now() + interval '1 hour' WHERE key_value = 'ahead'");

        soon().until(() -> status("ahead") == 401);
    }

    @Test
    void aDeletedKeyDoesNotOpen() {
        node.sql("INSERT INTO api_keys (project_id, key_value) VALUES ($1, 'deleted')", node.project());
        Answer taken = accepted(client, EVENT, "deleted");
        assertThat(taken.status()).isEqualTo(202);

        node.sql("DELETE FROM api_keys WHERE key_value = 'deleted'");

        soon().until(() -> status("deleted") == 401);
    }

    @Test
    void noKeyOfADeletedProjectOpensAndWhatItHadIsRemoved() {
        RawHttp http = new RawHttp(node.httpPort());
        JsonObject made = http.post("/api/v1/orgs/default/projects", new JsonObject().put("name", "Short"))
                .object();
        String dsn = made.getString("dsn");
        String key = dsn.substring(dsn.indexOf("//") + 2, dsn.indexOf('@'));
        assertThat(accepted(client, EVENT, key).status()).isEqualTo(202);

        assertThat(http.post("/api/v1/projects/short/delete", new JsonObject().put("slug", "short"))
                        .status())
                .isEqualTo(200);

        soon().until(() -> status(key) == 401);
        UUID project = UUID.fromString(made.getString("id"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> node.number("SELECT count(*) FROM issues WHERE project_id = $1", project) == 0
                        && node.number("SELECT count(*) FROM api_keys WHERE project_id = $1", project) == 0);
        assertThat(node.number("SELECT count(*) FROM events WHERE project_id = $1", project))
                .isZero();
    }

    /** The first answer to {@code event} that is not 401. */
    static Answer accepted(EventClient client, String event, String key) {
        return soon().until(() -> client.post(EVENTS, event, "x-sentry-auth", key), answer -> answer.status() != 401);
    }

    private static int status(String key) {
        return client.post(EVENTS, EVENT, "x-sentry-auth", key).status();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
