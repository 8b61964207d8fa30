package dev.mesher.alert;

import dev.mesher.event.AlertRaised;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;

/** The alerts that rules raise. */
final class AlertStore {
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

    /**
     * Raises an alert. Empty when the rule has been disabled or removed, or has fired meanwhile.
     */
    static Future<Optional<AlertRaised>> raise(SqlConnection transaction, Firing firing) {
        return transaction
                .preparedQuery(RAISE)
                .execute(Tuple.of(firing.rule().id(), firing.message(), firing.issue()))
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
                            firing.message()));
                });
    }
}
