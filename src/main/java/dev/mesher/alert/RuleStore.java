package dev.mesher.alert;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules that may fire. */
final class RuleStore {
    private static final Logger LOG = LoggerFactory.getLogger(RuleStore.class);

    private static final String RULES =
            """
            SELECT id, project_id, condition_json, cooldown_minutes,
                   least(greatest(created_at, condition_since), $2) AS since,
                   least(greatest(created_at, condition_since, last_fired_at), $2) AS fired_since,
                   coalesce(last_fired_at + make_interval(mins => cooldown_minutes) > $2, false) AS cools_down
            FROM alert_rules
            WHERE project_id = ANY ($1) AND enabled
            ORDER BY created_at, id""";

    private RuleStore() {}

    /**
     * The rules of the projects that may fire. A rule whose condition is invalid, which can only be written by plain SQL,
     * is skipped.
     */
    static Future<List<AlertRule>> rules(SqlConnection transaction, OffsetDateTime now, Collection<UUID> projects) {
        return transaction
                .preparedQuery(RULES)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(projects.toArray(UUID[]::new))
                        .addOffsetDateTime(now))
                .map(rows -> {
                    List<AlertRule> rules = new ArrayList<>();
                    for (Row row : rows) {
                        condition(row)
                                .filter(condition -> !condition.wholeProject() || !row.getBoolean("cools_down"))
                                .ifPresent(condition -> rules.add(rule(row, condition)));
                    }
                    return rules;
                });
    }

    private static AlertRule rule(Row row, AlertCondition condition) {
        return new AlertRule(
                row.getUUID("id"),
                row.getUUID("project_id"),
                condition,
                Duration.ofMinutes(row.getInteger("cooldown_minutes")),
                row.getOffsetDateTime(condition.wholeProject() ? "fired_since" : "since"));
    }

    private static Optional<AlertCondition> condition(Row row) {
        try {
            if (row.getValue("condition_json") instanceof JsonObject json) {
                return Optional.of(AlertCondition.parse(json));
            }
        } catch (Refusal broken) {
            LOG.debug(
                    "alert rule {} has an invalid condition and is skipped: {}",
                    row.getUUID("id"),
                    broken.getMessage());
        }
        return Optional.empty();
    }
}
