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
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** A project's alert rules. */
public final class AlertRuleStore {
    private static final long MAX_RULES = 100;
    private static final String COLUMNS =
            "id, project_id, name, condition_json, filters, action_json, enabled, cooldown_minutes, last_fired_at,"
                    + " created_at, " + RuleChannelStore.COLUMN;

    private static final String CREATE =
            """
            INSERT INTO alert_rules (project_id, name, condition_json, filters, action_json, enabled, cooldown_minutes)
            SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM alert_rules WHERE project_id = $1) < $8
            RETURNING id""";

    /** A new condition, and new filters, do not judge what came before them. */
    private static final String EDIT =
            """
            UPDATE alert_rules SET
                name = coalesce($2, name), action_json = coalesce($5, action_json), enabled = coalesce($6, enabled),
                cooldown_minutes = coalesce($7, cooldown_minutes),
                condition_since = CASE WHEN $3 <> condition_json OR $4 <> filters THEN now() ELSE condition_since END,
                condition_json = coalesce($3, condition_json), filters = coalesce($4, filters)
            WHERE id = $1""";

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

    /** Creates a rule. Refuses when the project has too many, and a channel that its organisation does not have. */
    Future<UUID> create(UUID project, AlertRuleRequest rule) {
        return pool.withTransaction(transaction -> RuleChannelStore.check(transaction, project, rule.channels())
                .compose(known -> insert(transaction, project, rule))
                .compose(id -> RuleChannelStore.replace(transaction, id, rule.channels())
                        .map(id)));
    }

    private static Future<UUID> insert(SqlClient transaction, UUID project, AlertRuleRequest rule) {
        return transaction
                .preparedQuery(CREATE)
                .execute(Tuple.of(project, rule.name(), rule.condition(), rule.filters(), rule.action(), rule.enabled())
                        .addInteger(rule.cooldownMinutes())
                        .addLong(MAX_RULES))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.conflict(
                                "a project holds at most " + MAX_RULES + " alert rules: delete some first");
                    }
                    return rows.iterator().next().getUUID("id");
                });
    }

    /** Changes a rule, and returns it. Refuses a channel that the project's organisation does not have. */
    Future<JsonObject> edit(UUID project, UUID rule, AlertRuleEdit edit) {
        return pool.withTransaction(transaction -> update(transaction, rule, edit)
                .compose(updated -> edit.channels()
                        .map(channels -> RuleChannelStore.check(transaction, project, channels)
                                .compose(known -> RuleChannelStore.replace(transaction, rule, channels)))
                        .orElseGet(Future::succeededFuture))
                .compose(linked -> transaction
                        .preparedQuery("SELECT " + COLUMNS + " FROM alert_rules WHERE id = $1")
                        .execute(Tuple.of(rule)))
                .map(rows -> item(rows.iterator().next())));
    }

    private static Future<Void> update(SqlClient transaction, UUID rule, AlertRuleEdit edit) {
        return transaction
                .preparedQuery(EDIT)
                .execute(Tuple.of(rule)
                        .addString(edit.name().orElse(null))
                        .addJsonObject(edit.condition().orElse(null))
                        .addJsonObject(edit.filters().orElse(null))
                        .addJsonObject(edit.action().orElse(null))
                        .addBoolean(edit.enabled().orElse(null))
                        .addInteger(edit.cooldownMinutes().orElse(null)))
                .compose(rows ->
                        rows.rowCount() > 0 ? Future.succeededFuture() : Future.failedFuture(Refusal.notFound("rule")));
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
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("project_id", row.getUUID("project_id").toString())
                .put("name", row.getString("name"))
                .put("condition", JsonColumn.of(row, "condition_json"))
                .put("filters", JsonColumn.of(row, "filters"))
                .put("action", JsonColumn.of(row, "action_json"))
                .put("channel_ids", RuleChannelStore.ids(row))
                .put("enabled", row.getBoolean("enabled"))
                .put("cooldown_minutes", row.getInteger("cooldown_minutes"))
                .put("last_fired_at", Times.textOrNull(row.getOffsetDateTime("last_fired_at")))
                .put("created_at", Times.text(row.getOffsetDateTime("created_at")));
    }
}
