package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are switched off, and that nobody could have written through the API. */
final class AlertRulesTest {
    @AutoClose
    private final AlertingNodes nodes = new AlertingNodes();

    private final StoredData data = nodes.data();

    @Test
    void aLookThatThrowsIsFollowedByAnother() {
        UUID rule = nodes.rule("new_issue", 0);
        nodes.breakLooks(2);
        nodes.start("a");

        data.issue("One", Duration.ZERO);

        nodes.assertAlerts(rule, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{}",
                "{\"condition_type\":7}",
                "{\"condition_type\":\"threshold\"}",
                "{\"condition_type\":\"threshold\",\"threshold\":\"x\",\"window_minutes\":1e99}"
            })
    void aBrokenRuleHurtsNobodyElse(String condition) {
        data.sql(
                "INSERT INTO alert_rules (project_id, name, condition_json) VALUES ($1, 'broken', $2::text::jsonb)",
                data.project(),
                condition);
        UUID rule = nodes.rule("new_issue", 0);
        UUID counting = nodes.threshold(1, 5);
        nodes.start("a");

        data.event(data.issue("Boom", Duration.ZERO), Duration.ZERO, new JsonObject());

        nodes.assertAlerts(rule, 1);
        nodes.assertAlerts(counting, 1);
        assertThat(data.number("SELECT count(*) FROM alerts")).isEqualTo(2);
    }

    @Test
    void aDisabledRuleStaysSilent() {
        UUID off = nodes.rule("new_issue", 0);
        data.sql("UPDATE alert_rules SET enabled = false WHERE id = $1", off);
        UUID on = nodes.rule("new_issue", 0);
        nodes.start("a");

        data.issue("Boom", Duration.ZERO);

        nodes.assertAlerts(on, 1);
        nodes.assertAlerts(off, 0);
    }
}
