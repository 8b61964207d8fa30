package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlertApiTest {
    private static final String RULES = "/api/v1/projects/1/alert-rules";
    private static final String ALERTS = "/api/v1/projects/1/alerts";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    @BeforeEach
    void noRules() {
        SERVER.data().sql("DELETE FROM alert_rules");
    }

    @Test
    void aProjectHoldsSoManyRules() {
        SERVER.data()
                .sql("INSERT INTO alert_rules (project_id, name, condition_json)"
                        + " SELECT id, n::text, '{\"condition_type\":\"new_issue\"}' FROM projects, generate_series(1, 100) n"
                        + " WHERE number = 1");
        RawHttp.Answer tooMany =
                SERVER.http().post(RULES, "{\"name\":\"x\",\"condition\":{\"condition_type\":\"new_issue\"}}");
        SERVER.data().sql("DELETE FROM alert_rules");

        assertThat(tooMany.status()).isEqualTo(409);
    }

    @Test
    void aRuleHasDefaultsAndKeepsWhatIsUnknown() {
        String body =
                "{\"name\":\" Busy \",\"condition\":{\"condition_type\":\"threshold\",\"threshold\":100,\"window_minutes\":5,\"note\":{\"a\":[1]}}}";
        RawHttp.Answer made = SERVER.http().post(RULES, body);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.object().fieldNames()).containsExactly("id");
        JsonObject rule = rules().getJsonObject(0);
        assertThat(rule.fieldNames())
                .containsExactly(
                        "id",
                        "project_id",
                        "name",
                        "condition",
                        "filters",
                        "action",
                        "channel_ids",
                        "enabled",
                        "cooldown_minutes",
                        "last_fired_at",
                        "created_at");
        assertThat(rule.getString("id")).isEqualTo(made.object().getString("id"));
        assertThat(rule.getString("name")).isEqualTo("Busy");
        assertThat(rule.getJsonObject("condition").getJsonObject("note").encode())
                .isEqualTo("{\"a\":[1]}");
        assertThat(rule.getJsonObject("action")).isEqualTo(new JsonObject().put("type", "websocket"));
        assertThat(rule.getBoolean("enabled")).isTrue();
        assertThat(rule.getInteger("cooldown_minutes")).isEqualTo(60);
        assertThat(rule.getValue("last_fired_at")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | condition must be a JSON object",
                "{\"condition\":7} | condition must be a JSON object",
                "{\"condition\":{}} | condition.condition_type is missing",
                "{\"condition\":{\"condition_type\":\"x\"}} | condition.condition_type must be one of new_issue,"
                        + " regression, threshold, spike, users",
                "{\"condition\":{\"condition_type\":\"users\",\"threshold\":10001,\"window_minutes\":5}} |"
                        + " condition.threshold must be a whole number from 1 to 10000",
                "{\"condition\":{\"condition_type\":\"users\",\"threshold\":1}} | condition.window_minutes must be a whole"
                        + " number from 1 to 1440",
                "{\"condition\":{\"condition_type\":\"threshold\",\"window_minutes\":5}} | condition.threshold must be a"
                        + " whole number from 1 to 100000",
                "{\"condition\":{\"condition_type\":\"threshold\",\"threshold\":1.5,\"window_minutes\":5}} |"
                        + " condition.threshold must be a whole number from 1 to 100000",
                "{\"condition\":{\"condition_type\":\"threshold\",\"threshold\":1,\"window_minutes\":1441}} |"
                        + " condition.window_minutes must be a whole number from 1 to 1440",
                "{\"condition\":{\"condition_type\":\"spike\"}} | name must be a text of 1 to 200 characters",
                "{\"name\":\"a\\u0000b\",\"condition\":{\"condition_type\":\"spike\"}} | name holds a NUL character",
                "{\"name\":\"a\",\"condition\":{\"condition_type\":\"spike\"},\"cooldown_minutes\":-1} |"
                        + " cooldown_minutes must be a whole number from 0 to 10080",
                "{\"name\":\"a\",\"condition\":{\"condition_type\":\"spike\"},\"enabled\":1} | enabled must be true or"
                        + " false",
                "{\"name\":\"a\",\"condition\":{\"condition_type\":\"spike\"},\"action\":{}} | action.type must be a text"
                        + " of 1 to 200 characters",
                "{\"name\":\"a\",\"condition\":{\"condition_type\":\"spike\",\"own\":\"\\u0000\"}} | a value is out of"
                        + " range",
            })
    void aBadRuleIsRefusedInWords(String body, String words) {
        RawHttp.Answer answer = SERVER.http().post(RULES, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
        assertThat(rules()).isEmpty();
    }

    @Test
    void rulesAreSwitchedAndDeleted() {
        String rule = made("One");

        assertThat(act("alert-rules/" + rule + "/toggle", "{\"enabled\":false}").status())
                .isEqualTo(200);
        assertThat(rules().getJsonObject(0).getBoolean("enabled")).isFalse();
        assertThat(act("alert-rules/" + rule + "/toggle", "{}").status()).isEqualTo(400);
        assertThat(act("alert-rules/" + rule + "/toggle", "{\"enabled\":null}").status())
                .isEqualTo(400);
        assertThat(act("alert-rules/" + rule + "/delete", "").status()).isEqualTo(200);
        assertThat(rules()).isEmpty();
        assertThat(act("alert-rules/" + rule + "/delete", "").status()).isEqualTo(404);
        assertThat(act("alert-rules/nonsense/delete", "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1]", "{\"condition_type\":\"x\"}"})
    void rulesWrittenByPlainSqlAppearAsTheyAre(String condition) {
        SERVER.data()
                .sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json) VALUES ($1, 'sql', $2::text::jsonb)",
                        SERVER.data().project(),
                        condition);

        assertThat(SERVER.http().get(RULES).body()).contains("\"condition\":" + condition);
    }

    @Test
    void anAlertGoesFromActiveToResolved() {
        UUID alert = alert(UUID.fromString(made("One")), "now()");

        JsonObject shown = alerts("").getJsonObject(0);
        assertThat(shown.fieldNames())
                .containsExactly(
                        "id",
                        "rule_id",
                        "project_id",
                        "issue_id",
                        "episode_id",
                        "status",
                        "message",
                        "condition_snapshot",
                        "accepted_at",
                        "triggered_at",
                        "acknowledged_at",
                        "acknowledged_by",
                        "resolved_at",
                        "resolved_by",
                        "rule_name");
        assertThat(shown.getString("status")).isEqualTo("active");
        assertThat(shown.getString("rule_name")).isEqualTo("One");
        assertThat(shown.getJsonObject("condition_snapshot").isEmpty()).isTrue();
        for (int time = 0; time < 2; time++) {
            assertThat(act("alerts/" + alert + "/acknowledge", "").status()).isEqualTo(200);
        }
        String acknowledged = alerts("").getJsonObject(0).getString("acknowledged_at");
        assertThat(acknowledged).isNotNull();
        for (int time = 0; time < 2; time++) {
            assertThat(act("alerts/" + alert + "/resolve", "").status()).isEqualTo(200);
        }
        assertThat(act("alerts/" + alert + "/acknowledge", "").status()).isEqualTo(409);
        shown = alerts("?status=resolved").getJsonObject(0);
        assertThat(shown.getString("acknowledged_at")).isEqualTo(acknowledged);
        assertThat(shown.getString("resolved_at")).isNotNull();
        assertThat(alerts("?status=active")).isEmpty();
        assertThat(SERVER.http().get(ALERTS + "?status=new").status()).isEqualTo(400);
    }

    @Test
    void anAlertNamesItsIssueAndWhoHandledIt() {
        UUID issue = SERVER.data().issue("Boom", Duration.ZERO);
        UUID rule = UUID.fromString(made("One"));
        UUID alert = alert(rule, "now()");
        UUID other = alert(rule, "now()");
        SERVER.data().sql("UPDATE alerts SET issue_id = $1 WHERE id = $2", issue, alert);
        People people = new People(SERVER);
        String ann = people.signedIn(people.defaultOrganization(), "ann" + issue + "@a.example", "member");
        String joe = people.signedIn(people.defaultOrganization(), "joe" + issue + "@a.example", "member");

        assertThat(SERVER.http()
                        .post("/api/v1/alerts/" + alert + "/acknowledge", "", ann)
                        .status())
                .isEqualTo(200);
        assertThat(SERVER.http()
                        .post("/api/v1/alerts/" + alert + "/acknowledge", "", joe)
                        .status())
                .isEqualTo(200);
        assertThat(SERVER.http()
                        .post("/api/v1/alerts/" + alert + "/resolve", "", joe)
                        .status())
                .isEqualTo(200);
        assertThat(SERVER.http()
                        .post("/api/v1/alerts/" + alert + "/resolve", "", ann)
                        .status())
                .isEqualTo(200);
        assertThat(act("alerts/" + other + "/resolve", "").status()).isEqualTo(200);

        JsonObject shown = SERVER.http().get("/api/v1/alerts/" + alert).object();
        assertThat(shown.getString("issue_id")).isEqualTo(issue.toString());
        assertThat(shown.getJsonObject("acknowledged_by").getString("display_name"))
                .isEqualTo("ann" + issue + "@a.example");
        assertThat(shown.getJsonObject("resolved_by").getString("display_name"))
                .isEqualTo("joe" + issue + "@a.example");
        assertThat(alerts("?issue=" + issue)).containsExactly(shown);
        assertThat(alerts("?issue=" + UUID.randomUUID())).isEmpty();
        assertThat(SERVER.http().get(ALERTS + "?issue=x").error()).isEqualTo("issue must be a UUID");
        JsonObject byNobody = SERVER.http().get("/api/v1/alerts/" + other).object();
        assertThat(byNobody.getValue("issue_id")).isNull();
        assertThat(byNobody.getValue("acknowledged_by")).isNull();
        assertThat(byNobody.getValue("resolved_by")).isNull();
        assertThat(byNobody.getString("resolved_at")).isNotNull();
        SERVER.data().sql("UPDATE issues SET status = 'deleted' WHERE id = $1", issue);
        assertThat(SERVER.http().get("/api/v1/alerts/" + alert).object().getValue("issue_id"))
                .as("a deleted issue is not shown any more")
                .isNull();
        assertThat(SERVER.http().get("/api/v1/alerts/" + UUID.randomUUID()).error())
                .isEqualTo("alert not found");
    }

    @Test
    void alertsArePagedNewestFirst() {
        UUID rule = UUID.fromString(made("One"));
        UUID older = alert(rule, "now() - interval '2 minutes'");
        UUID newer = alert(rule, "now() - interval '1 minute'");

        JsonObject first = alerts("?limit=1").getJsonObject(0);
        assertThat(first.getString("id")).isEqualTo(newer.toString());
        JsonArray next = alerts("?cursor=" + first.getString("triggered_at") + "&cursor_id=" + newer);
        assertThat(next).hasSize(1);
        assertThat(next.getJsonObject(0).getString("id")).isEqualTo(older.toString());
    }

    private static JsonArray rules() {
        return SERVER.http().get(RULES).array();
    }

    private static JsonArray alerts(String query) {
        return SERVER.http().get(ALERTS + query).array();
    }

    private static String made(String name) {
        return SERVER.http()
                .post(RULES, "{\"name\":\"" + name + "\",\"condition\":{\"condition_type\":\"new_issue\"}}")
                .object()
                .getString("id");
    }

    private static UUID alert(UUID rule, String triggeredAt) {
        return SERVER.data()
                .sql(
                        "INSERT INTO alerts (rule_id, project_id, message, condition_snapshot, triggered_at)"
                                + " VALUES ($1, $2, 'Boom', '{}', " + triggeredAt + ") RETURNING id",
                        rule,
                        SERVER.data().project())
                .iterator()
                .next()
                .getUUID(0);
    }

    private static RawHttp.Answer act(String path, String body) {
        return SERVER.http().post("/api/v1/" + path, body);
    }
}
