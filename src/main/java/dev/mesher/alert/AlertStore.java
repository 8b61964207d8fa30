package dev.mesher.alert;

import dev.mesher.event.AlertRaised;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pending causes, the rules that may fire, and the alerts that they raise. */
final class AlertStore {
    private static final Logger LOG = LoggerFactory.getLogger(AlertStore.class);

    /** Causes of issues that no longer exist are deleted without being returned. */
    private static final String TAKE_CAUSES =
            """
            WITH taken AS (
                DELETE FROM alert_causes WHERE id = ANY (ARRAY(SELECT id FROM alert_causes ORDER BY id LIMIT $1))
                RETURNING id, kind, issue_id)
            SELECT t.kind, i.project_id, i.id AS issue_id, left(i.title, 300) AS title
            FROM taken t JOIN issues i ON i.id = t.issue_id AND i.status <> 'deleted'
            ORDER BY t.id""";

    private static final String RULES =
            """
            SELECT id, project_id, condition_json, cooldown_minutes > 0 AS cools_down,
                   least(greatest(created_at, condition_since, last_fired_at), now()) AS since
            FROM alert_rules
            WHERE project_id = ANY ($1) AND enabled
              AND (last_fired_at IS NULL OR last_fired_at + make_interval(mins => cooldown_minutes) <= now())
            ORDER BY created_at, id""";

    private static final String RAISE =
            """
            WITH fired AS (
                UPDATE alert_rules SET last_fired_at = now()
                WHERE id = $1 AND enabled
                  AND (last_fired_at IS NULL OR last_fired_at + make_interval(mins => cooldown_minutes) <= now())
                RETURNING id, project_id, name, condition_json),
            raised AS (
                INSERT INTO alerts (rule_id, project_id, message, condition_snapshot, issue_id)
                SELECT id, project_id, $2, condition_json, $3 FROM fired
                RETURNING id)
            SELECT r.id, f.project_id, f.name, f.condition_json::text AS condition FROM raised r, fired f""";

    private AlertStore() {}

    /** Takes the oldest causes. They are deleted once the transaction is committed. */
    static Future<List<AlertCause>> takeCauses(SqlConnection transaction, int limit) {
        return transaction.preparedQuery(TAKE_CAUSES).execute(Tuple.of(limit)).map(rows -> {
            List<AlertCause> causes = new ArrayList<>();
            for (Row row : rows) {
                AlertCause.Kind.parse(row.getString("kind"))
                        .ifPresent(kind -> causes.add(new AlertCause(
                                kind, row.getUUID("project_id"), row.getUUID("issue_id"), row.getString("title"))));
            }
            return causes;
        });
    }

    /**
     * The rules that may fire. A rule whose condition is invalid, which can only be written by plain SQL, is skipped.
     */
    static Future<List<AlertRule>> rules(SqlConnection transaction, Collection<UUID> projects) {
        return transaction
                .preparedQuery(RULES)
                .execute(Tuple.tuple().addArrayOfUUID(projects.toArray(UUID[]::new)))
                .map(rows -> {
                    List<AlertRule> rules = new ArrayList<>();
                    for (Row row : rows) {
                        condition(row)
                                .ifPresent(condition -> rules.add(new AlertRule(
                                        row.getUUID("id"),
                                        row.getUUID("project_id"),
                                        condition,
                                        row.getBoolean("cools_down"),
                                        row.getOffsetDateTime("since"))));
                    }
                    return rules;
                });
    }

    /**
     * Raises an alert. Empty when the rule has been disabled or removed, or has fired meanwhile.
     *
     * @param issue the issue that fires it; null when the rule counts the whole project's events
     */
    static Future<Optional<AlertRaised>> raise(
            SqlConnection transaction, AlertRule rule, String message, @Nullable UUID issue) {
        return transaction
                .preparedQuery(RAISE)
                .execute(Tuple.of(rule.id(), message, issue))
                .map(rows -> {
                    Iterator<Row> each = rows.iterator();
                    if (!each.hasNext()) {
                        return Optional.empty();
                    }
                    Row row = each.next();
                    return Optional.of(new AlertRaised(
                            row.getUUID("project_id"),
                            row.getUUID("id"),
                            row.getString("name"),
                            row.getString("condition"),
                            message));
                });
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
