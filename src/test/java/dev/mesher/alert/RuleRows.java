package dev.mesher.alert;

import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Rules and channels of the seeded project, stored by plain SQL. */
final class RuleRows {
    private RuleRows() {}

    /** A rule with a condition that holds an unknown field, too. */
    static UUID rule(StoredData data, String type, int cooldown) {
        return rule(data, new JsonObject().put("condition_type", type).put("own", 1), cooldown);
    }

    /** A rule with filters and no cool-down. */
    static UUID filtered(StoredData data, String type, JsonObject filters) {
        UUID rule = rule(data, type, 0);
        data.sql("UPDATE alert_rules SET filters = $2 WHERE id = $1", rule, filters);
        return rule;
    }

    static UUID threshold(StoredData data, int events, int minutes) {
        return rule(
                data,
                new JsonObject()
                        .put("condition_type", "threshold")
                        .put("threshold", events)
                        .put("window_minutes", minutes),
                60);
    }

    private static UUID rule(StoredData data, JsonObject condition, int cooldown) {
        return data.sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json, cooldown_minutes)"
                                + " VALUES ($1, $2, $3, $4) RETURNING id",
                        data.project(),
                        "rule " + condition.getString("condition_type"),
                        condition,
                        cooldown)
                .iterator()
                .next()
                .getUUID("id");
    }

    /** A channel that the rule names. */
    static UUID channel(StoredData data, UUID rule) {
        return data.sql(
                        """
                        WITH made AS (
                            INSERT INTO channels (org_id, kind, name, settings)
                            SELECT org_id, 'webhook', 'hook', '{}' FROM projects WHERE id = $1 RETURNING id),
                        named AS (INSERT INTO rule_channels (rule_id, channel_id) SELECT $2, id FROM made)
                        SELECT id FROM made""",
                        data.project(),
                        rule)
                .iterator()
                .next()
                .getUUID("id");
    }
}
