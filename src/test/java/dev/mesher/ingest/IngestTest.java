package dev.mesher.ingest;

import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event over HTTP, from the request to what a reader sees of it. */
final class IngestTest {
    private static final String UUID_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @AutoClose
    private static TestNode node;

    private static EventClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        client = node.client();
    }

    @Test
    void answersWithBothIdsAndTheEventCanBeRead() {
        Answer answer = client.event(new JsonObject()
                .put("message", "the way of one event")
                .put("level", "warning")
                .put("odd", new JsonArray().add(1).add("two")));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body())
                .matches("\\{\"status\":\"accepted\",\"id\":\"" + UUID_FORM + "\",\"issue_id\":\"" + UUID_FORM + "\"}");
        assertThat(answer.header("content-type")).hasValue("application/json");
        JsonObject read =
                client.get("/api/v1/events/" + answer.text("id")).json().getJsonObject("event");
        assertThat(read.getString("message")).isEqualTo("the way of one event");
        assertThat(read.getString("level")).isEqualTo("warning");
        assertThat(read.getJsonArray("odd")).isEqualTo(new JsonArray().add(1).add("two"));
        assertThat(issue(answer).getString("title")).isEqualTo("the way of one event");
        assertThat(issue(answer).getLong("event_count")).isEqualTo(1);
    }

    @Test
    void groupsWhatDiffersOnlyInNumbersAndCountsUsersOnce() {
        Answer first = client.event(user("order 17 of user failed", "ann"));
        Answer again = client.event(user("order 18 of user failed", "ann"));
        Answer other = client.event(user("order 19 of user failed", "bob"));
        Answer apart = client.event(user("delivery 20 of user failed", "bob"));

        assertThat(again.text("issue_id")).isEqualTo(first.text("issue_id"));
        assertThat(other.text("issue_id")).isEqualTo(first.text("issue_id"));
        assertThat(apart.text("issue_id")).isNotEqualTo(first.text("issue_id"));
        assertThat(issue(first).getLong("event_count")).isEqualTo(3);
        assertThat(issue(first).getLong("user_count")).isEqualTo(2);
        assertThat(issue(apart).getLong("user_count")).isEqualTo(1);
    }

    @Test
    void anEventOfAResolvedIssueReopensIt() {
        Answer first = client.event("regression of alpha");
        assertThat(act(first, "resolve")).isEqualTo("resolved");

        Answer again = client.event("regression of alpha");

        assertThat(again.text("issue_id")).isEqualTo(first.text("issue_id"));
        assertThat(issue(first).getString("status")).isEqualTo("unresolved");
        assertThat(issue(first).getLong("event_count")).isEqualTo(2);
        assertThat(node.number(
                        "SELECT count(*) FROM issues WHERE title = 'regression of alpha' AND regressed_at = last_seen"))
                .isEqualTo(1);
    }

    @Test
    void anEventOfAnArchivedIssueIsCountedAndLeavesItArchived() {
        Answer first = client.event("archive of beta");
        assertThat(act(first, "archive")).isEqualTo("archived");

        assertThat(client.event("archive of beta").text("issue_id")).isEqualTo(first.text("issue_id"));

        assertThat(issue(first).getString("status")).isEqualTo("archived");
        assertThat(issue(first).getLong("event_count")).isEqualTo(2);
    }

    @Test
    void anEventOfADiscardedIssueIsDropped() {
        Answer first = client.event("discard of gamma");
        assertThat(act(first, "discard")).isEqualTo("discarded");

        Answer dropped = client.event("discard of gamma");

        assertThat(dropped.status()).isEqualTo(202);
        assertThat(dropped.body()).isEqualTo("{\"status\":\"discarded\"}");
        assertThat(node.number("SELECT count(*) FROM events WHERE message = 'discard of gamma'"))
                .isEqualTo(1);
        assertThat(issue(first).getLong("event_count")).isEqualTo(1);
    }

    @Test
    void anEventOfADeletedIssueOpensANewOne() {
        Answer first = client.event("delete of delta");
        assertThat(client.post("/api/v1/issues/" + first.text("issue_id") + "/delete", "")
                        .status())
                .isEqualTo(200);

        Answer next = client.event("delete of delta");

        assertThat(next.status()).isEqualTo(202);
        assertThat(next.text("issue_id")).isNotEmpty().isNotEqualTo(first.text("issue_id"));
    }

    @ParameterizedTest
    @CsvSource({"identity", "gzip", "GZIP", "deflate", "zstd"})
    void takesEachEncoding(String encoding) throws IOException {
        String message = "encoded by " + encoding;
        byte[] plain = new JsonObject().put("message", message).encode().getBytes(StandardCharsets.UTF_8);

        Answer answer = client.post(EVENTS, encoded(encoding, plain), "Content-Encoding", encoding);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(client.get("/api/v1/events/" + answer.text("id")).body()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "x-sentry-auth, %s",
        "Authorization, Bearer %s",
        "Authorization, bearer %s",
        "X-Sentry-Auth, 'Sentry sentry_version=7, sentry_key=%s, sentry_client=x/1'",
        "Authorization, 'Sentry sentry_key=%s'"
    })
    void takesTheKeyInEachForm(String header, String form) {
        Answer answer = client.post(EVENTS, "{\"message\":\"key\"}", header, form.formatted(EventClient.KEY));

        assertThat(answer.status()).isEqualTo(202);
    }

    private static byte[] encoded(String encoding, byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (encoding) {
            case "gzip", "GZIP" -> write(new GZIPOutputStream(out), plain);
            case "deflate" -> write(new DeflaterOutputStream(out), plain);
            case "zstd" -> out.writeBytes(Zstd.compress(plain));
            default -> out.writeBytes(plain);
        }
        return out.toByteArray();
    }

    private static void write(OutputStream into, byte[] plain) throws IOException {
        try (into) {
            into.write(plain);
        }
    }

    private static JsonObject user(String message, String id) {
        return new JsonObject().put("message", message).put("user_context", new JsonObject().put("id", id));
    }

    /** The status that the issue has afterwards. */
    private static String act(Answer event, String action) {
        Answer done = client.post("/api/v1/issues/" + event.text("issue_id") + "/" + action, "");
        assertThat(done.body()).isEqualTo("{\"status\":\"ok\"}");
        return issue(event).getString("status");
    }

    /** The issue of an accepted event, as the list shows it. */
    private static JsonObject issue(Answer event) {
        return client.get("/api/v1/projects/default/issues?limit=100").json().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(issue -> issue.getString("id").equals(event.text("issue_id")))
                .findFirst()
                .orElseThrow();
    }
}
