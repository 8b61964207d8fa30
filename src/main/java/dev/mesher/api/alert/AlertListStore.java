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
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists a project's alerts, and changes their status. */
public final class AlertListStore {
    private static final String SELECT =
            """
            SELECT a.id, a.rule_id, a.project_id, a.status, a.message, a.condition_snapshot, a.triggered_at,
                   a.acknowledged_at, a.resolved_at, r.name AS rule_name
            FROM alerts a JOIN alert_rules r ON r.id = a.rule_id""";

    private final Pool pool;

    public AlertListStore(Pool pool) {
        this.pool = pool;
    }

    /** The alerts, newest first. */
    Future<JsonArray> list(UUID project, Optional<AlertRoutes.Status> status, int limit, Optional<Cursor> after) {
        Statement statement = new Statement(SELECT + " WHERE true");
        statement.and("a.project_id = ?", project);
        status.ifPresent(wanted -> statement.and("a.status = ?", wanted.wireName()));
        after.ifPresent(cursor -> statement.and("(a.triggered_at, a.id) < (?, ?)", cursor.value(), cursor.id()));
        return pool.preparedQuery(statement.text() + " ORDER BY a.triggered_at DESC, a.id DESC LIMIT " + limit)
                .execute(statement.arguments())
                .map(rows -> new JsonArray(items(rows)));
    }

    /** The project's alerts with these ids, newest first. */
    public Future<List<JsonObject>> byIds(UUID project, Collection<UUID> ids) {
        return pool.preparedQuery(
                        SELECT + " WHERE a.project_id = $1 AND a.id = ANY ($2) ORDER BY a.triggered_at DESC, a.id DESC")
                .execute(Tuple.of(project).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(AlertListStore::items);
    }

    /** Acknowledges the alert. Nothing changes when it was acknowledged before. Refuses a resolved alert. */
    Future<Void> acknowledge(UUID alert) {
        return pool.preparedQuery(
                        """
                        UPDATE alerts SET status = 'acknowledged', acknowledged_at = coalesce(acknowledged_at, now())
                        WHERE id = $1 AND status <> 'resolved'""")
                .execute(Tuple.of(alert))
                .compose(rows -> rows.rowCount() > 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(Refusal.conflict("the alert is resolved")));
    }

    /** Resolves the alert, acknowledged or not. Nothing changes when it was resolved before. */
    Future<Void> resolve(UUID alert) {
        return pool.preparedQuery(
                        """
                        UPDATE alerts SET status = 'resolved', resolved_at = coalesce(resolved_at, now())
                        WHERE id = $1""")
                .execute(Tuple.of(alert))
                .mapEmpty();
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
                .put("status", row.getString("status"))
                .put("message", row.getString("message"))
                .put("condition_snapshot", JsonColumn.of(row, "condition_snapshot"))
                .put("triggered_at", text(row.getOffsetDateTime("triggered_at")))
                .put("acknowledged_at", text(row.getOffsetDateTime("acknowledged_at")))
                .put("resolved_at", text(row.getOffsetDateTime("resolved_at")))
                .put("rule_name", row.getString("rule_name"));
    }

    private static @Nullable String text(@Nullable OffsetDateTime time) {
        return time == null ? null : Times.text(time);
    }
}
