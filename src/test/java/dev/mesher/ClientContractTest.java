package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of the management API rely on: the JSON type and the value of what a node answers. */
final class ClientContractTest {
    private static final String PROJECT = "/api/v1/projects/default";

    private static TestNode node;
    private static RawHttp http;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        http = new RawHttp(node.httpPort());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void theFingerprintOfAnEventIsTheTextThatItWasGroupedUnder() {
        JsonObject plain = sent(new JsonObject().put("message", "plain"));
        JsonObject own =
                sent(new JsonObject().put("message", "own").put("fingerprint", new JsonArray(List.of("a", "b"))));

        assertThat(plain.getValue("client_fingerprint")).isEqualTo(new JsonArray());
        assertThat(own.getValue("client_fingerprint")).isEqualTo(new JsonArray(List.of("a", "b")));
        for (JsonObject event : List.of(plain, own)) {
            assertThat(event.getValue("fingerprint")).isInstanceOf(String.class);
            JsonArray owned = issue(event).getJsonArray("fingerprints");
            assertThat(owned).hasSize(1);
            assertThat(owned.getJsonObject(0).getString("fingerprint")).isEqualTo(event.getString("fingerprint"));
        }
        assertThat(own.getString("fingerprint")).isNotEqualTo(plain.getString("fingerprint"));
    }

    @Test
    void textThatTheClientLeftOutIsEmptyText() {
        Map<String, String> fields =
                Map.of("sdk_name", "sdk", "sdk_version", "1.2", "environment", "prod", "session_id", "s");
        JsonObject without = sent(new JsonObject().put("message", "without"));
        JsonObject with = new JsonObject().put("message", "with");
        fields.forEach(with::put);
        JsonObject read = sent(with);

        fields.forEach((name, value) -> {
            assertThat(without.getValue(name)).as(name).isEqualTo("");
            assertThat(read.getValue(name)).as(name).isEqualTo(value);
        });
    }

    @Test
    void theNameOfAnSdkIsTextWhateverWasSent() {
        JsonObject event = sent(new JsonObject(
                "{\"message\":\"odd\",\"sdk_name\":{\"a\":[1]},\"sdk_version\":12,\"environment\":null}"));

        assertThat(event.getValue("sdk_name")).isEqualTo("{\"a\":[1]}");
        assertThat(event.getValue("sdk_version")).isEqualTo("12");
        assertThat(event.getValue("environment")).isEqualTo("");
    }

    @Test
    void aChangeOfSettingsAnswersThatItIsDoneAndTheSettings() {
        assertThat(http.post(PROJECT + "/settings", "{\"retention_days\":30}").body())
                .isEqualTo("{\"status\":\"ok\",\"retention_days\":30,\"sample_rate\":1.0}");
        assertThat(http.get(PROJECT + "/settings").body()).isEqualTo("{\"retention_days\":30,\"sample_rate\":1.0}");
        assertThat(http.post(PROJECT + "/settings", "{\"retention_days\":90}").status())
                .isEqualTo(200);
    }

    @Test
    void aKeyThatIsGivenNoLabelIsCalledDefault() {
        for (String body : List.of("{}", "{\"label\":null}", "{\"label\":\" \"}", "{\"label\":\"phones\"}")) {
            RawHttp.Answer made = http.post(PROJECT + "/api-keys", body);

            assertThat(made.status()).isEqualTo(201);
            assertThat(label(made.object().getString("key_value")))
                    .as(body)
                    .isEqualTo(body.contains("phones") ? "phones" : "default");
        }
    }

    @Test
    void listsHaveTheirOwnSizesWhenNoneIsNamed() {
        String issue = sent(new JsonObject().put("message", "many")).getString("issue_id");
        node.sql(
                """
                INSERT INTO events (id, received_at, project_id, issue_id, fingerprint, level, message, tags, payload)
                SELECT gen_random_uuid(), e.received_at, e.project_id, e.issue_id, e.fingerprint, e.level, e.message,
                       e.tags, e.payload
                FROM events e, generate_series(1, 60) WHERE e.issue_id = $1::text::uuid""",
                issue);
        node.sql(
                "INSERT INTO issues (project_id, fingerprint, title)"
                        + " SELECT $1, 'f' || n, 'Issue ' || n FROM generate_series(1, 60) n",
                node.project());
        node.sql(
                """
                WITH rule AS (
                    INSERT INTO alert_rules (project_id, name, condition_json, enabled)
                    VALUES ($1, 'r', '{"condition_type":"new_issue"}', false) RETURNING id)
                INSERT INTO alerts (rule_id, project_id, message, condition_snapshot)
                SELECT id, $1, 'm', '{}' FROM rule, generate_series(1, 60)""",
                node.project());

        assertThat(http.get(PROJECT + "/alerts").array()).hasSize(50);
        assertThat(http.get(PROJECT + "/alerts?limit=60").array()).hasSize(60);
        assertThat(http.get("/api/v1/issues/" + issue + "/timeline").array()).hasSize(50);
        assertThat(http.get("/api/v1/issues/" + issue + "/timeline?limit=51").array())
                .hasSize(51);
        assertThat(http.get(PROJECT + "/dashboard/top-issues").array()).hasSize(10);
        assertThat(http.get(PROJECT + "/dashboard/top-issues?limit=11").array()).hasSize(11);
        assertThat(http.get(PROJECT + "/issues").object().getJsonArray("data")).hasSize(25);
        assertThat(http.get("/api/v1/issues/" + issue + "/events").object().getJsonArray("data"))
                .hasSize(25);
    }

    @Test
    void anIssueIsReadAsInTheListWithWhatItsPageNeeds() {
        JsonObject event = new JsonObject(
                """
                {"message":"m","release":"shop@1","exception":{"type_name":"PaymentError","value":"card 4242 refused"},
                 "stacktrace":[{"filename":"pay.py","function_name":"charge","in_app":true}]}""");
        JsonObject first = sent(event);
        JsonObject last = sent(event.put("release", "shop@2"));

        JsonObject issue = issue(first);

        assertThat(last.getString("issue_id")).isEqualTo(issue.getString("id"));
        JsonObject inTheList = http.get(PROJECT + "/issues?q=PaymentError")
                .object()
                .getJsonArray("data")
                .getJsonObject(0);
        inTheList.forEach(field ->
                assertThat(issue.getValue(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
        assertThat(issue.getValue("type")).isEqualTo("PaymentError");
        assertThat(issue.getValue("value")).isEqualTo("card 4242 refused");
        assertThat(issue.getValue("culprit")).isInstanceOf(String.class);
        assertThat(issue.getValue("first_release")).isEqualTo("shop@1");
        assertThat(issue.getValue("last_release")).isEqualTo("shop@2");
        assertThat(issue.getValue("event_count")).isEqualTo(2);
        assertThat(issue.getValue("assignee")).isNull();
        assertThat(issue.getJsonObject("project"))
                .isEqualTo(new JsonObject()
                        .put("id", node.project().toString())
                        .put("number", 1)
                        .put("slug", "default")
                        .put("name", issue.getJsonObject("project").getString("name")));
    }

    /** As the server tells it once it is stored. */
    private static JsonObject sent(JsonObject event) {
        String id = node.client().event(event).text("id");
        RawHttp.Answer answer = http.get("/api/v1/events/" + id);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.object().getJsonObject("event");
    }

    private static JsonObject issue(JsonObject event) {
        RawHttp.Answer answer = http.get("/api/v1/issues/" + event.getString("issue_id"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.object();
    }

    private static Object label(String key) {
        return http.get(PROJECT + "/api-keys").array().stream()
                .map(JsonObject.class::cast)
                .filter(listed -> listed.getString("key_value").equals(key))
                .findFirst()
                .orElseThrow()
                .getValue("label");
    }
}
