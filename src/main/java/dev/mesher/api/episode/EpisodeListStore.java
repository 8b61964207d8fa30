package dev.mesher.api.episode;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.UUID;

/** Lists a project's episodes. */
public final class EpisodeListStore {
    /** Of the two statuses before "resolved", "active" is the greater one by the alphabet. */
    private static final String EPISODES =
            """
            SELECT e.id, e.rule_id, r.name AS rule_name, e.started_at, e.last_alert_at, e.alert_count, e.ended_at,
                   e.acknowledged_at,
                   coalesce(
                       (SELECT a.status FROM alerts a WHERE a.episode_id = e.id AND a.status <> 'resolved'
                        ORDER BY a.status DESC LIMIT 1),
                       'resolved') AS status
            FROM episodes e JOIN alert_rules r ON r.id = e.rule_id
            WHERE true""";

    /**
     * Which episodes are listed. What is empty leaves none out.
     *
     * @param open only those that have not ended, or only those that have
     * @param episode only this one
     */
    record Which(Optional<Boolean> open, Optional<UUID> episode) {}

    private final Pool pool;

    public EpisodeListStore(Pool pool) {
        this.pool = pool;
    }

    /** The episodes, newest first. */
    Future<JsonArray> list(UUID project, Which which, int limit, Optional<Cursor> after) {
        Statement statement = statement(project, which, limit, after);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> {
                    JsonArray episodes = new JsonArray();
                    rows.forEach(row -> episodes.add(item(row)));
                    return episodes;
                });
    }

    static Statement statement(UUID project, Which which, int limit, Optional<Cursor> after) {
        Statement statement = new Statement(EPISODES);
        statement.and("e.project_id = ?", project);
        which.open().ifPresent(is -> statement.and(is ? "e.ended_at IS NULL" : "e.ended_at IS NOT NULL"));
        which.episode().ifPresent(id -> statement.and("e.id = ?", id));
        after.ifPresent(cursor -> statement.and("(e.started_at, e.id) < (?, ?)", cursor.value(), cursor.id()));
        statement.add(" ORDER BY e.started_at DESC, e.id DESC LIMIT " + limit);
        return statement;
    }

    private static JsonObject item(Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("rule_id", row.getUUID("rule_id").toString())
                .put("rule_name", row.getString("rule_name"))
                .put("status", row.getString("status"))
                .put("started_at", Times.text(row.getOffsetDateTime("started_at")))
                .put("last_alert_at", Times.text(row.getOffsetDateTime("last_alert_at")))
                .put("alert_count", row.getLong("alert_count"))
                .put("ended_at", Times.textOrNull(row.getOffsetDateTime("ended_at")))
                .put("acknowledged_at", Times.textOrNull(row.getOffsetDateTime("acknowledged_at")));
    }
}
