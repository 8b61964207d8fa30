package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address of an issue that was merged into another. */
final class MergedIssueTest {
    private TestNode node;
    private EventClient client;

    @BeforeEach
    void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        client = node.client();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /** Also when that other one is merged in turn. */
    @Test
    void leadsToTheOneThatHasItsEvents() {
        String first = client.event("left").text("issue_id");
        String second = client.event("right").text("issue_id");
        String third = client.event("straight").text("issue_id");

        merge(first, second);
        assertThat(read(first)).isEqualTo(new JsonObject().put("merged_into", second));

        merge(second, third);
        for (String merged : new String[] {first, second}) {
            assertThat(read(merged)).isEqualTo(new JsonObject().put("merged_into", third));
        }
        assertThat(read(third).getJsonArray("fingerprints")).hasSize(3);
        assertThat(read(third).getInteger("event_count")).isEqualTo(3);
    }

    /** What comes to a merged issue while its events are moved follows at the end. */
    @Test
    void itsLateActivityAndAlertsFollow() {
        UUID source = UUID.fromString(client.event("left").text("issue_id"));
        UUID target = UUID.fromString(client.event("right").text("issue_id"));
        node.sql("UPDATE issue_fingerprints SET issue_id = $1", target);
        node.sql("UPDATE issues SET merged_into = $1 WHERE id = $2", target, source);
        node.sql(
                "INSERT INTO activities (project_id, issue_id, kind) VALUES ($1, $2, 'regressed')",
                node.project(),
                source);
        node.sql(
                """
                WITH rule AS (
                    INSERT INTO alert_rules (project_id, name, condition_json)
                    VALUES ($1, 'r', '{"condition_type":"regression"}') RETURNING id)
                INSERT INTO alerts (rule_id, project_id, message, condition_snapshot, issue_id)
                SELECT id, $1, 'm', '{}', $2 FROM rule""",
                node.project(),
                source);

        node.sql("INSERT INTO issue_moves (issue_id) VALUES ($1)", source);

        Awaitility.await().until(() -> node.number("SELECT count(*) FROM issues WHERE id = $1", source) == 0);
        assertThat(node.number("SELECT count(*) FROM activities WHERE issue_id = $1", target))
                .isEqualTo(1);
        assertThat(node.number("SELECT count(*) FROM alerts WHERE issue_id = $1", target))
                .isEqualTo(1);
    }

    @Test
    void isGoneWithTheOther() {
        String merged = client.event("left").text("issue_id");
        String other = client.event("right").text("issue_id");
        merge(merged, other);

        assertThat(client.post("/api/v1/issues/" + other + "/delete", "").status())
                .isEqualTo(200);

        assertThat(client.get("/api/v1/issues/" + merged).status()).isEqualTo(404);
        Awaitility.await().until(() -> node.number("SELECT count(*) FROM issues") == 0);
        assertThat(node.number("SELECT count(*) FROM merged_issues")).isZero();
    }

    private void merge(String issue, String into) {
        JsonObject body = new JsonObject().put("issue_ids", new JsonArray().add(issue));
        EventClient.Answer answer =
                client.post("/api/v1/issues/" + into + "/merge", body.encode(), "x-sentry-auth", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getBoolean("events_follow")).isFalse();
    }

    private JsonObject read(String issue) {
        EventClient.Answer answer = client.get("/api/v1/issues/" + issue);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }
}
