package dev.mesher.alert;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules that may fire. */
final class RuleStore {
    private static final Logger LOG = LoggerFactory.getLogger(RuleStore.class);

    private static final String RULES =
            """
            SELECT id, project_id, condition_json, filters, cooldown_minutes,
                   least(greatest(created_at, condition_since), $2) AS since,
                   least(greatest(created_at, condition_since, last_fired_at), $2) AS fired_since,
                   coalesce(last_fired_at + make_interval(mins => cooldown_minutes) > $2, false) AS cools_down
            FROM alert_rules
            WHERE project_id = ANY ($1) AND enabled
            ORDER BY created_at, id""";

    private static final String SAMPLED =
            """
            SELECT id, project_id FROM alert_rules
            WHERE condition_json ->> 'condition_type' IN ('threshold', 'spike', 'users') AND enabled
              AND (condition_json ->> 'condition_type' = 'users'
                   OR condition_json ->> 'condition_type' = 'threshold' AND filters <> '{}')
            LIMIT $1""";

    private RuleStore() {}

    /**
     * The rules of the projects that may fire. A rule whose condition or filters are invalid, which can only be written by plain SQL,
     * is skipped.
     */
    static Future<List<AlertRule>> rules(SqlClient client, OffsetDateTime now, Collection<UUID> projects) {
        return client.preparedQuery(RULES)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(projects.toArray(UUID[]::new))
                        .addOffsetDateTime(now))
                .map(rows -> {
                    List<AlertRule> rules = new ArrayList<>();
                    for (Row row : rows) {
                        rule(row)
                                .filter(rule -> !rule.condition().wholeProject() || !row.getBoolean("cools_down"))
                                .ifPresent(rules::add);
                    }
                    return rules;
                });
    }

    /** The rules that are judged by reading events, each with its project. */
    static Future<Map<UUID, UUID>> sampled(SqlConnection transaction, int most) {
        return transaction.preparedQuery(SAMPLED).execute(Tuple.of(most)).map(rows -> {
            Map<UUID, UUID> projects = new HashMap<>();
            rows.forEach(row -> projects.put(row.getUUID("id"), row.getUUID("project_id")));
            return projects;
        });
    }

    private static Optional<AlertRule> rule(Row row) {
        try {
            if (row.getValue("condition_json") instanceof JsonObject condition
                    && row.getValue("filters") instanceof JsonObject filters) {
                return Optional.of(rule(row, AlertCondition.parse(condition), AlertFilters.parse(filters)));
            }
        } catch (Refusal broken) {
            LOG.debug("alert rule {} is invalid and is skipped: {}", row.getUUID("id"), broken.getMessage());
        }
        return Optional.empty();
    }

    private static AlertRule rule(Row row, AlertCondition condition, AlertFilters filters) {
        return new AlertRule(
                row.getUUID("id"),
                row.getUUID("project_id"),
                condition,
                filters,
                Duration.ofMinutes(row.getInteger("cooldown_minutes")),
                row.getOffsetDateTime(condition.wholeProject() ? "fired_since" : "since"));
    }
}
