package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Rules with filters, and rules that count users, on a node. */
final class FilteredAlertsTest {
    private static final JsonObject PRODUCTION = new JsonObject().put("environment", "production");
    private static final String COUNTING = "{\"condition_type\":\"%s\",\"threshold\":2,\"window_minutes\":5}";

    @AutoClose
    private final AlertingNodes nodes = new AlertingNodes();

    private final StoredData data = nodes.data();

    @Test
    void aRuleFiresForWhatMeetsItsFilters() {
        UUID opened = filtered("{\"condition_type\":\"new_issue\"}");
        UUID events = filtered(COUNTING.formatted("threshold"));
        UUID users = filtered(COUNTING.formatted("users"));
        UUID anyUsers = rule(COUNTING.formatted("users"), new JsonObject());
        UUID staging = issue("Staging", "staging");
        UUID production = issue("Production", "production");
        data.sql("UPDATE events SET user_hash = issue_id");
        nodes.start("a");

        nodes.assertAlerts(opened, 1);
        assertThat(nodes.issue(opened)).isEqualTo(production).isNotEqualTo(staging);
        nodes.assertAlerts(anyUsers, 1);
        assertThat(nodes.message(anyUsers)).isEqualTo("2 users or more within 5 minutes");
        nodes.looksGoOn();
        nodes.assertAlerts(events, 0);
        nodes.assertAlerts(users, 0);

        nodes.clock().moveTo(Duration.ofSeconds(61));
        data.sql("UPDATE events SET user_hash = $1 WHERE id = $2", UUID.randomUUID(), event(production, "production"));

        nodes.assertAlerts(events, 1);
        assertThat(nodes.message(events)).isEqualTo("2 matching events or more within 5 minutes");
        nodes.assertAlerts(opened, 1);
        nodes.assertAlerts(anyUsers, 1);
    }

    private UUID issue(String title, String environment) {
        UUID issue = data.issue(title, Duration.ZERO);
        UUID unused = event(issue, environment);
        return issue;
    }

    private UUID event(UUID issue, String environment) {
        return data.event(issue, Duration.ZERO, new JsonObject().put("environment", environment));
    }

    private UUID filtered(String condition) {
        return rule(condition, PRODUCTION);
    }

    private UUID rule(String condition, JsonObject filters) {
        return data.sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json, filters)"
                                + " VALUES ($1, 'rule', $2::text::jsonb, $3) RETURNING id",
                        data.project(),
                        condition,
                        filters)
                .iterator()
                .next()
                .getUUID(0);
    }
}
