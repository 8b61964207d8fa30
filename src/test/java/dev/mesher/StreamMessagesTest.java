package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the live stream of a whole node sends to those who watch it. */
final class StreamMessagesTest {
    private static final String PATH = "/stream/projects/default";

    @AutoClose
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream/projects/default", "/ws/stream/projects/1", "/stream/projects/%64efault"})
    void anEventComesAsItWasSent(String path) {
        try (StreamClient client = node.watch(path)) {
            String sent = "{ \"message\":\"as sent\",  \"own\":[1.50,\"ä\"],\"tags\":\"{\\\"a\\\":\\\"b\\\"}\" }";
            String issue = node.client().post(EventClient.EVENTS, sent).json().getString("issue_id");

            String message = client.next();

            assertThat(new JsonObject(message).getString("type")).isEqualTo("event");
            assertThat(new JsonObject(message).getString("issue_id")).isEqualTo(issue);
            assertThat(new JsonObject(message).fieldNames()).containsExactly("type", "issue_id", "data");
            assertThat(new JsonObject(message).getJsonObject("data").getString("message"))
                    .isEqualTo("as sent");
            assertThat(message).contains("[1.50,\"ä\"]");
        }
    }

    @Test
    void aLargeEventComesAsItsHead() {
        try (StreamClient client = node.watch(PATH)) {
            node.client()
                    .event(new JsonObject()
                            .put("message", "m".repeat(2_000))
                            .put("level", "fatal")
                            .put("release", "r1")
                            .put("exception", new JsonObject().put("type_name", "Boom"))
                            .put("extra", new JsonObject().put("pad", "p".repeat(32 * 1024))));

            JsonObject data = client.next("event").getJsonObject("data");

            assertThat(data.getBoolean("truncated")).isTrue();
            assertThat(data.getString("message")).isEqualTo("m".repeat(1_000));
            assertThat(data.getString("level")).isEqualTo("fatal");
            assertThat(data.getString("release")).isEqualTo("r1");
            assertThat(data.getJsonObject("exception").getString("type_name")).isEqualTo("Boom");
            assertThat(data.containsKey("extra")).isFalse();
        }
    }

    @Test
    void actionsOnAnIssueAndTheCountOfUnresolvedOnes() {
        String issue = node.client().event("acted upon").text("issue_id");
        long unresolved = node.number("SELECT count(*) FROM issues WHERE status = 'unresolved'");
        try (StreamClient client = node.watch(PATH)) {
            for (List<String> action : List.of(
                    List.of("resolve", "resolved"),
                    List.of("unresolve", "unresolved"),
                    List.of("archive", "archived"),
                    List.of("assign", "assigned"),
                    List.of("discard", "discarded"),
                    List.of("delete", "deleted"))) {
                new RawHttp(node.httpPort()).post("/api/v1/issues/" + issue + "/" + action.get(0), "{}");
                JsonObject message = client.next("issue");
                assertThat(message)
                        .isEqualTo(new JsonObject()
                                .put("type", "issue")
                                .put("action", action.get(1))
                                .put("issue_id", issue));
            }
            await().until(() -> client.next("issue_count").getLong("count") == unresolved - 1);
        }
    }

    @Test
    void aRegressionIsAnUnresolvedIssue() {
        String issue = node.client().event("comes again").text("issue_id");
        new RawHttp(node.httpPort()).post("/api/v1/issues/" + issue + "/resolve", "{}");
        try (StreamClient client = node.watch(PATH)) {
            node.client().event("comes again");

            assertThat(client.next("event").getString("issue_id")).isEqualTo(issue);
            assertThat(client.next("issue").getString("action")).isEqualTo("unresolved");
            assertThat(client.next("issue_count").getString("project_id"))
                    .isEqualTo(node.project().toString());
        }
    }

    @Test
    void theActivityOfAnIssue() {
        String issue = node.client().event("talked about").text("issue_id");
        RawHttp http = new RawHttp(node.httpPort());
        try (StreamClient client = node.watch(PATH)) {
            assertThat(http.post("/api/v1/issues/" + issue + "/resolve", "{}").status())
                    .isEqualTo(200);
            JsonObject resolved = client.next("activity");
            assertThat(resolved.fieldNames()).containsExactly("type", "issue_id", "activity");
            assertThat(resolved.getString("issue_id")).isEqualTo(issue);
            assertThat(resolved.getJsonObject("activity").getString("kind")).isEqualTo("resolved");

            assertThat(node.client().event("talked about").text("issue_id")).isEqualTo(issue);
            assertThat(client.next("activity").getJsonObject("activity").getString("kind"))
                    .isEqualTo("regressed");

            JsonObject comment = http.post(
                            "/api/v1/issues/" + issue + "/comments", new JsonObject().put("text", "Again?"))
                    .object();
            assertThat(client.next("activity").getJsonObject("activity")).isEqualTo(comment);
        }
    }

    @Test
    void alerts() {
        UUID rule = node.sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json)"
                                + " VALUES ($1, 'new ones', '{\"condition_type\":\"new_issue\",\"note\":\"mine\"}') RETURNING id",
                        node.project())
                .iterator()
                .next()
                .getUUID(0);
        try (StreamClient client = node.watch(PATH)) {
            node.client().event("to be alerted of");

            JsonObject alert = client.next("alert");

            assertThat(alert.fieldNames())
                    .containsExactlyInAnyOrder(
                            "type", "alert_id", "rule_name", "condition", "condition_snapshot", "message");
            assertThat(alert.getString("rule_name")).isEqualTo("new ones");
            assertThat(alert.getValue("condition")).isEqualTo("new_issue");
            assertThat(alert.getJsonObject("condition_snapshot"))
                    .isEqualTo(new JsonObject("{\"condition_type\":\"new_issue\",\"note\":\"mine\"}"));
            assertThat(node.sql("SELECT id, message FROM alerts WHERE rule_id = $1", rule))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getUUID("id").toString()).isEqualTo(alert.getString("alert_id"));
                        assertThat(row.getString("message")).isEqualTo(alert.getString("message"));
                    });
        }
        node.sql("DELETE FROM alert_rules WHERE id = $1", rule);
    }

    @Test
    void filtersAndBadFrames() {
        try (StreamClient narrow = node.watch(PATH);
                StreamClient wide = node.watch(PATH)) {
            narrow.send("{\"filters\":{\"level\":\"fatal\",\"environment\":\"prod\"}}");
            assertThat(narrow.next()).isEqualTo("{\"type\":\"filters_updated\"}");
            for (String bad : List.of("{\"filters\":{\"level\":\"loud\"}}", "{", "x".repeat(5_000))) {
                narrow.send(bad);
                assertThat(narrow.next("error").getString("error")).isNotEmpty();
            }
            Await.await(narrow.socket().writeBinaryMessage(Buffer.buffer("{}")));
            assertThat(narrow.next("error").getString("error")).isEqualTo("expected text");

            event("other level", "info", "prod");
            event("other environment", "fatal", "dev");
            event("both", "fatal", "prod");

            assertThat(narrow.next("event").getJsonObject("data").getString("message"))
                    .isEqualTo("both");
            assertThat(wide.next("event").getJsonObject("data").getString("message"))
                    .isEqualTo("other level");
            narrow.send("{\"filters\":{}}");
            assertThat(narrow.next("filters_updated")).isNotNull();
            event("anything", "debug", "dev");
            assertThat(narrow.next("event").getJsonObject("data").getString("message"))
                    .isEqualTo("anything");
        }
    }

    private static void event(String message, String level, String environment) {
        node.client()
                .event(new JsonObject()
                        .put("message", message)
                        .put("level", level)
                        .put("environment", environment));
    }
}
