package dev.mesher.alert;

import dev.mesher.db.ClockAhead;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The causes that wait for a look, and the time of the look. */
final class CauseStore {
    /** Causes of issues that no longer exist are deleted without being returned. */
    private static final String TAKE =
            """
            WITH taken AS (
                DELETE FROM alert_causes WHERE id = ANY (ARRAY(SELECT id FROM alert_causes ORDER BY id LIMIT $1))
                RETURNING id, kind, issue_id)
            SELECT t.kind, i.project_id, i.id AS issue_id, left(i.title, 300) AS title,
                   CASE t.kind WHEN 'new_issue' THEN i.first_seen WHEN 'regression' THEN i.regressed_at END AS accepted_at
            FROM taken t JOIN issues i ON i.id = t.issue_id AND i.status <> 'deleted'
            ORDER BY t.id""";

    private CauseStore() {}

    /** The transaction's time, by PostgreSQL's clock. */
    static Future<OffsetDateTime> now(SqlConnection transaction, ClockAhead clock) {
        return transaction
                .preparedQuery("SELECT now() + $1::interval AS now")
                .execute(Tuple.of(clock.interval()))
                .map(rows -> rows.iterator().next().getOffsetDateTime("now"));
    }

    /** Takes the oldest causes. They are deleted once the transaction is committed. */
    static Future<List<AlertCause>> take(SqlConnection transaction, int limit) {
        return transaction.preparedQuery(TAKE).execute(Tuple.of(limit)).map(rows -> {
            List<AlertCause> causes = new ArrayList<>();
            for (Row row : rows) {
                AlertCause.Kind.parse(row.getString("kind"))
                        .ifPresent(kind -> causes.add(new AlertCause(
                                kind,
                                row.getUUID("project_id"),
                                row.getUUID("issue_id"),
                                row.getString("title"),
                                row.getOffsetDateTime("accepted_at"))));
            }
            return causes;
        });
    }
}
