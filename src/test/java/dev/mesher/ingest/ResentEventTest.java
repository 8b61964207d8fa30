package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same {@code event_id} sent again is stored and counted once, and gets the first answer. */
final class ResentEventTest {
    @AutoClose
    private static TestNode node;

    private static EventClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        client = node.client();
    }

    @Test
    void oneAfterTheOther() {
        UUID id = UUID.randomUUID();
        Answer first = client.event(event(id.toString(), "sent twice"));

        assertThat(client.event(event(id.toString(), "sent twice")).body()).isEqualTo(first.body());
        assertThat(client.event(event(id.toString().replace("-", ""), "sent twice"))
                        .body())
                .isEqualTo(first.body());
        assertThat(client.event(event(id.toString(), "sent again in other words"))
                        .body())
                .isEqualTo(first.body());
        assertStoredOnce(id, first);
    }

    @Test
    void fiftyAtOnceInBothForms() {
        UUID id = UUID.randomUUID();

        List<Answer> answers = atOnce(IntStream.range(0, 50)
                .mapToObj(i -> event(i % 2 == 0 ? id.toString() : id.toString().replace("-", ""), "fifty at once"))
                .toList());

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers).extracting(Answer::body).containsOnly(answers.get(0).body());
        assertStoredOnce(id, answers.get(0));
    }

    /** Other words go to other writers, so that several batches race for the id. */
    @Test
    void fiftyAtOnceInDifferentWords() {
        UUID id = UUID.randomUUID();

        List<Answer> answers = atOnce(IntStream.range(0, 50)
                .mapToObj(i -> event(id.toString(), "word " + Character.toString('a' + i)))
                .toList());

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers).extracting(Answer::body).containsOnly(answers.get(0).body());
        assertStoredOnce(id, answers.get(0));
        assertThat(node.number("SELECT count(*) FROM issues WHERE event_count = 0"))
                .as("issues that no event opened")
                .isZero();
    }

    @Test
    void thePairIsTheProjectAndTheId() {
        UUID id = UUID.randomUUID();
        UUID other = node.sql("INSERT INTO projects (org_id, name, slug) SELECT org_id, 'Other', 'other' FROM projects"
                        + " WHERE number = 1 RETURNING id")
                .iterator()
                .next()
                .getUUID(0);
        node.sql("INSERT INTO api_keys (project_id, key_value) VALUES ($1, 'other_key')", other);
        Answer first = client.event(event(id.toString(), "two projects"));

        Answer second = KeyChangesTest.accepted(
                client, event(id.toString(), "two projects").encode(), "other_key");

        assertThat(second.text("id")).isNotEqualTo(first.text("id"));
        assertThat(node.number("SELECT count(*) FROM events WHERE event_id = $1", id))
                .isEqualTo(2);
    }

    private static List<Answer> atOnce(List<JsonObject> events) {
        return events.stream().map(client::eventLater).toList().stream()
                .map(EventClient::join)
                .toList();
    }

    private static void assertStoredOnce(UUID id, Answer answer) {
        assertThat(node.number("SELECT count(*) FROM events WHERE event_id = $1", id))
                .isEqualTo(1);
        assertThat(node.number(
                        "SELECT event_count FROM issues WHERE id = $1", UUID.fromString(answer.text("issue_id"))))
                .isEqualTo(1);
        assertThat(client.get("/api/v1/events/" + id)
                        .json()
                        .getJsonObject("event")
                        .getString("id"))
                .isEqualTo(answer.text("id"));
    }

    private static JsonObject event(String id, String message) {
        return new JsonObject().put("message", message).put("event_id", id);
    }
}
