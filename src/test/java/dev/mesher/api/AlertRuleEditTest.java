package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Editing an alert rule. */
final class AlertRuleEditTest {
    private static final String RULES = "/api/v1/projects/1/alert-rules";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private String rule = "";

    @BeforeEach
    void aRule() {
        SERVER.data().sql("DELETE FROM alert_rules");
        rule = SERVER.http()
                .post(RULES, "{\"name\":\"One\",\"condition\":{\"condition_type\":\"new_issue\"}}")
                .object()
                .getString("id");
    }

    @Test
    void anEditChangesWhatItNamesAndNothingElse() {
        JsonObject before = shown();

        RawHttp.Answer edited = edit("{\"name\":\" Two \",\"cooldown_minutes\":5}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.object())
                .isEqualTo(before.copy().put("name", "Two").put("cooldown_minutes", 5))
                .isEqualTo(shown());
        assertThat(conditionsChanged()).isZero();
        assertThat(edit("{\"condition\":{\"condition_type\":\"new_issue\"},\"enabled\":false}")
                        .object()
                        .getBoolean("enabled"))
                .isFalse();
        assertThat(conditionsChanged()).as("the same condition").isZero();
        JsonObject condition =
                new JsonObject("{\"condition_type\":\"threshold\",\"threshold\":3,\"window_minutes\":5,\"own\":[1]}");
        assertThat(edit(new JsonObject().put("condition", condition).encode())
                        .object()
                        .getJsonObject("condition"))
                .isEqualTo(condition);
        assertThat(conditionsChanged()).isEqualTo(1);
        assertThat(edit("{\"action\":{\"type\":\"email\"}}").object().getJsonObject("action"))
                .isEqualTo(new JsonObject().put("type", "email"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | none of name, condition, filters, action, channel_ids, enabled, cooldown_minutes is given",
                "{\"other\":1} | none of name, condition, filters, action, channel_ids, enabled, cooldown_minutes is given",
                "{\"name\":null} | name must be a text of 1 to 200 characters",
                "{\"name\":\" \"} | name must be a text of 1 to 200 characters",
                "{\"condition\":{\"condition_type\":\"x\"}} | condition.condition_type must be one of new_issue,"
                        + " regression, threshold, spike, users",
                "{\"action\":null} | action must be a JSON object",
                "{\"enabled\":\"yes\"} | enabled must be true or false",
                "{\"cooldown_minutes\":10081} | cooldown_minutes must be a whole number from 0 to 10080",
                "{\"condition\":{\"condition_type\":\"spike\",\"own\":\"\\u0000\"}} | a value is out of range",
            })
    void aBadEditIsRefusedInWords(String body, String words) {
        JsonObject before = shown();

        RawHttp.Answer answer = edit(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
        assertThat(shown()).isEqualTo(before);
    }

    private static long conditionsChanged() {
        return SERVER.data().number("SELECT count(*) FROM alert_rules WHERE condition_since IS NOT NULL");
    }

    private static JsonObject shown() {
        return SERVER.http().get(RULES).array().getJsonObject(0);
    }

    private RawHttp.Answer edit(String body) {
        return SERVER.http().post("/api/v1/alert-rules/" + rule, body);
    }
}
