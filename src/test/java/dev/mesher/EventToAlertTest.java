package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an event over HTTP to an alert over HTTP, on whole nodes. */
final class EventToAlertTest {
    private static final String RULES = "/api/v1/projects/default/alert-rules";
    private static final String ALERTS = "/api/v1/projects/default/alerts";

    @TempDir
    private Path directory;

    @Test
    void eachConditionFiresOnceOverTwoNodes() {
        Settings first = settings();
        String uri = first.database().uri();
        try (TestNode a = TestNode.start(first);
                TestNode b = TestNode.start(TestNode.settings(uri, directory.resolve("second"), TestNode.NO_LIMIT))) {
            for (String condition : new String[] {"new_issue", "regression", "spike"}) {
                rule(a, new JsonObject().put("condition_type", condition));
            }
            rule(
                    a,
                    new JsonObject()
                            .put("condition_type", "threshold")
                            .put("threshold", 12)
                            .put("window_minutes", 5));
            EventClient client = b.client();
            String issue = client.event("Boom").text("issue_id");
            assertThat(client.post("/api/v1/issues/" + issue + "/resolve", "").status())
                    .isEqualTo(200);
            for (int i = 0; i < 11; i++) {
                client.event("Boom");
            }

            Awaitility.await().until(() -> alerts(b).size() == 4);
            assertThat(alerts(b).stream().map(alert -> ((JsonObject) alert)
                            .getJsonObject("condition_snapshot")
                            .getString("condition_type")))
                    .containsExactlyInAnyOrder("new_issue", "regression", "spike", "threshold");
            assertThat(a.number("SELECT count(*) FROM authority WHERE lease_until > now()"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatAStoppedNodeDidNotEvaluateTheNextOneDoes() {
        Settings settings = settings();
        TestNode first = TestNode.start(settings);
        rule(first, new JsonObject().put("condition_type", "new_issue"));
        first.sql("UPDATE authority SET holder = 'gone', holder_process = NULL, lease_until = 'infinity'");
        first.client().event("Boom");
        first.close();

        try (TestNode next = TestNode.start(settings)) {
            assertThat(alerts(next)).isEmpty();
            next.sql("UPDATE authority SET lease_until = '-infinity'");

            Awaitility.await().until(() -> alerts(next).size() == 1);
            assertThat(next.number("SELECT promotion_epoch FROM authority")).isEqualTo(1);
        }
    }

    private Settings settings() {
        return TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT);
    }

    private static void rule(TestNode node, JsonObject condition) {
        assertThat(node.client()
                        .post(
                                RULES,
                                new JsonObject()
                                        .put("name", "rule")
                                        .put("condition", condition)
                                        .encode())
                        .status())
                .isEqualTo(201);
    }

    private static JsonArray alerts(TestNode node) {
        return new JsonArray(node.client().get(ALERTS).body());
    }
}
