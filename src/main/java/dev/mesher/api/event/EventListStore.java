package dev.mesher.api.event;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/**
 * An issue's newest events, and a session's events, oldest first. Lists shorten long messages; the event detail
 * has the whole message.
 */
public final class EventListStore {
    private static final String HEAD = "SELECT id, issue_id, level, left(message, 1000) AS message, received_at";
    public static final String SESSION = HEAD
            + """
            , environment FROM events e
            WHERE project_id = $1 AND session_id = $2
              AND NOT EXISTS (SELECT FROM issues i WHERE i.id = e.issue_id AND i.status = 'deleted')""";
    private static final String NEWEST_FIRST = " ORDER BY received_at DESC, id DESC LIMIT ";

    private final Pool pool;

    public EventListStore(Pool pool) {
        this.pool = pool;
    }

    public Future<JsonArray> timeline(UUID issue, int limit) {
        return pool.preparedQuery(HEAD + " FROM events WHERE issue_id = $1" + NEWEST_FIRST + limit)
                .execute(Tuple.of(issue))
                .map(rows -> {
                    JsonArray timeline = new JsonArray();
                    rows.forEach(row -> timeline.add(item(row)));
                    return timeline;
                });
    }

    /** A session's events, oldest first, beginning after {@code after}. */
    Future<JsonArray> session(UUID project, String session, int limit, Optional<Cursor> after) {
        Tuple arguments = Tuple.of(project, session);
        after.ifPresent(cursor -> arguments.addValue(cursor.value()).addUUID(cursor.id()));
        String query = SESSION + (after.isPresent() ? " AND received_at >= $3 AND (received_at, id) > ($3, $4)" : "");
        return pool.preparedQuery(query + " ORDER BY received_at, id LIMIT " + limit)
                .execute(arguments)
                .map(rows -> {
                    JsonArray events = new JsonArray();
                    rows.forEach(row -> events.add(item(row)
                            .put("issue_id", row.getUUID("issue_id").toString())
                            .put("environment", row.getString("environment"))));
                    return events;
                });
    }

    private static JsonObject item(Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("level", row.getString("level"))
                .put("message", row.getString("message"))
                .put("received_at", Times.text(row.getOffsetDateTime("received_at")));
    }
}
