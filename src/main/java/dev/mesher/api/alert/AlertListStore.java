package dev.mesher.api.alert;

import dev.mesher.activity.ActivityLogStore;
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
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists a project's alerts. */
public final class AlertListStore {
    /** An issue that is deleted is not shown any more. */
    private static final String ALERTS =
            """
            SELECT a.id, a.rule_id, a.project_id, i.id AS issue_id, a.episode_id, a.status, a.message, a.condition_snapshot,
                   a.accepted_at, a.triggered_at, a.acknowledged_at, a.acknowledged_by, %s AS acknowledger, a.resolved_at,
                   a.resolved_by, %s AS resolver, r.name AS rule_name
            FROM alerts a JOIN alert_rules r ON r.id = a.rule_id
            LEFT JOIN issues i ON i.id = a.issue_id AND i.status <> 'deleted'
            LEFT JOIN users k ON k.id = a.acknowledged_by LEFT JOIN users s ON s.id = a.resolved_by
            WHERE true"""
                    .formatted(ActivityLogStore.userName("k"), ActivityLogStore.userName("s"));

    /**
     * Which alerts are listed. What is empty leaves none out.
     *
     * @param issue only alerts that this issue fired
     * @param episode only alerts of this episode
     */
    record Which(Optional<AlertRoutes.Status> status, Optional<UUID> issue, Optional<UUID> episode) {}

    private final Pool pool;

    public AlertListStore(Pool pool) {
        this.pool = pool;
    }

    /** The alerts, newest first. */
    Future<JsonArray> list(UUID project, Which which, int limit, Optional<Cursor> after) {
        Statement statement = statement(project, which, limit, after);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> new JsonArray(items(rows)));
    }

    /** The project's alerts with these ids, newest first. */
    public Future<List<JsonObject>> byIds(UUID project, Collection<UUID> ids) {
        return pool.preparedQuery(
                        ALERTS + " AND a.project_id = $1 AND a.id = ANY ($2) ORDER BY a.triggered_at DESC, a.id DESC")
                .execute(Tuple.of(project).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(AlertListStore::items);
    }

    static Statement statement(UUID project, Which which, int limit, Optional<Cursor> after) {
        Statement statement = new Statement(ALERTS);
        statement.and("a.project_id = ?", project);
        which.status().ifPresent(wanted -> statement.and("a.status = ?", wanted.wireName()));
        which.issue().ifPresent(id -> statement.and("a.issue_id = ?", id));
        which.episode().ifPresent(id -> statement.and("a.episode_id = ?", id));
        after.ifPresent(cursor -> statement.and("(a.triggered_at, a.id) < (?, ?)", cursor.value(), cursor.id()));
        statement.add(" ORDER BY a.triggered_at DESC, a.id DESC LIMIT " + limit);
        return statement;
    }

    Future<JsonObject> get(UUID alert) {
        Statement statement = new Statement(ALERTS);
        statement.and("a.id = ?", alert);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.notFound("alert");
                    }
                    return item(rows.iterator().next());
                });
    }

    private static List<JsonObject> items(RowSet<Row> rows) {
        List<JsonObject> alerts = new ArrayList<>(rows.size());
        rows.forEach(row -> alerts.add(item(row)));
        return alerts;
    }

    private static JsonObject item(Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("rule_id", row.getUUID("rule_id").toString())
                .put("project_id", row.getUUID("project_id").toString())
                .put("issue_id", text(row.getUUID("issue_id")))
                .put("episode_id", text(row.getUUID("episode_id")))
                .put("status", row.getString("status"))
                .put("message", row.getString("message"))
                .put("condition_snapshot", JsonColumn.of(row, "condition_snapshot"))
                .put("accepted_at", Times.textOrNull(row.getOffsetDateTime("accepted_at")))
                .put("triggered_at", Times.textOrNull(row.getOffsetDateTime("triggered_at")))
                .put("acknowledged_at", Times.textOrNull(row.getOffsetDateTime("acknowledged_at")))
                .put(
                        "acknowledged_by",
                        ActivityLogStore.user(row.getUUID("acknowledged_by"), row.getString("acknowledger")))
                .put("resolved_at", Times.textOrNull(row.getOffsetDateTime("resolved_at")))
                .put("resolved_by", ActivityLogStore.user(row.getUUID("resolved_by"), row.getString("resolver")))
                .put("rule_name", row.getString("rule_name"));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
