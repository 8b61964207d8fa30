package dev.mesher.api.alert;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.JsonColumn;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** A project's alert rules. */
public final class AlertRuleStore {
    private static final long MAX_RULES = 100;
    private static final String COLUMNS =
            "id, project_id, name, condition_json, action_json, enabled, cooldown_minutes, last_fired_at, created_at";

    /** A new condition does not judge what came before it. */
    private static final String EDIT =
            """
            UPDATE alert_rules SET
                name = coalesce($2, name), action_json = coalesce($4, action_json), enabled = coalesce($5, enabled),
                cooldown_minutes = coalesce($6, cooldown_minutes),
                condition_since = CASE WHEN $3 <> condition_json THEN now() ELSE condition_since END,
                condition_json = coalesce($3, condition_json)
            WHERE id = $1 RETURNING %s"""
                    .formatted(COLUMNS);

    private final Pool pool;

    public AlertRuleStore(Pool pool) {
        this.pool = pool;
    }

    /** The rules, newest first. */
    Future<JsonArray> list(UUID project, int limit, Optional<Cursor> after) {
        Statement statement = new Statement("SELECT " + COLUMNS + " FROM alert_rules WHERE true");
        statement.and("project_id = ?", project);
        after.ifPresent(cursor -> statement.and("(created_at, id) < (?, ?)", cursor.value(), cursor.id()));
        return pool.preparedQuery(statement.text() + " ORDER BY created_at DESC, id DESC LIMIT " + limit)
                .execute(statement.arguments())
                .map(rows -> {
                    JsonArray rules = new JsonArray();
                    rows.forEach(row -> rules.add(item(row)));
                    return rules;
                });
    }

    /** Creates a rule. Refuses when the project has too many. */
    Future<UUID> create(UUID project, AlertRuleRequest rule) {
        return pool.preparedQuery(
                        """
                        INSERT INTO alert_rules
                            (project_id, name, condition_json, action_json, enabled, cooldown_minutes)
                        SELECT $1, $2, $3, $4, $5, $6
                        WHERE (SELECT count(*) FROM alert_rules WHERE project_id = $1) < $7
                        RETURNING id""")
                .execute(Tuple.of(
                        project,
                        rule.name(),
                        rule.condition(),
                        rule.action(),
                        rule.enabled(),
                        rule.cooldownMinutes(),
                        MAX_RULES))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.conflict(
                                "a project holds at most " + MAX_RULES + " alert rules: delete some first");
                    }
                    return rows.iterator().next().getUUID("id");
                });
    }

    /** Changes a rule, and returns it. */
    Future<JsonObject> edit(UUID rule, AlertRuleEdit edit) {
        return pool.preparedQuery(EDIT)
                .execute(Tuple.of(
                        rule,
                        edit.name().orElse(null),
                        edit.condition().orElse(null),
                        edit.action().orElse(null),
                        edit.enabled().orElse(null),
                        edit.cooldownMinutes().orElse(null)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.notFound("rule");
                    }
                    return item(rows.iterator().next());
                });
    }

    Future<Void> enable(UUID rule, boolean enabled) {
        return pool.preparedQuery("UPDATE alert_rules SET enabled = $2 WHERE id = $1")
                .execute(Tuple.of(rule, enabled))
                .mapEmpty();
    }

    /** Deletes a rule and its alerts. */
    Future<Void> delete(UUID rule) {
        return pool.preparedQuery("DELETE FROM alert_rules WHERE id = $1")
                .execute(Tuple.of(rule))
                .mapEmpty();
    }

    private static JsonObject item(Row row) {
        OffsetDateTime fired = row.getOffsetDateTime("last_fired_at");
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("project_id", row.getUUID("project_id").toString())
                .put("name", row.getString("name"))
                .put("condition", JsonColumn.of(row, "condition_json"))
                .put("action", JsonColumn.of(row, "action_json"))
                .put("enabled", row.getBoolean("enabled"))
                .put("cooldown_minutes", row.getInteger("cooldown_minutes"))
                .put("last_fired_at", fired == null ? null : Times.text(fired))
                .put("created_at", Times.text(row.getOffsetDateTime("created_at")));
    }
}
