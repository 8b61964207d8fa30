package dev.mesher.api.event;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.JsonColumn;
import dev.mesher.api.endpoint.Page;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads user feedback: the feedback on one event, and all of a project. */
public final class FeedbackStore {
    private static final int SHOWN_OF_EVENT = 50;

    private final Pool pool;

    public FeedbackStore(Pool pool) {
        this.pool = pool;
    }

    /** The feedback on an event, oldest first. Empty when there is none. */
    Future<JsonArray> ofEvent(UUID project, UUID eventId) {
        return pool.preparedQuery(
                        """
                        SELECT name, email, message, url, received_at FROM user_feedback
                        WHERE project_id = $1 AND event_id = $2 ORDER BY received_at, id LIMIT $3""")
                .execute(Tuple.of(project, eventId, SHOWN_OF_EVENT))
                .map(rows -> {
                    JsonArray said = new JsonArray();
                    rows.forEach(row -> said.add(words(row)));
                    return said;
                });
    }

    /** A page of the project's feedback, newest first, about an event or about none. */
    Future<JsonObject> page(UUID project, int limit, Optional<Cursor> after) {
        Statement page = new Statement(
                """
                SELECT id, project_id, event_id, feedback_id, name, email, message, url, replay_id, contexts, received_at
                FROM user_feedback WHERE true""");
        page.and("project_id = ?", project);
        after.ifPresent(cursor -> page.and("(received_at, id) < (?, ?)", cursor.value(), cursor.id()));
        page.add(" AND feedback_visible(project_id, event_id) ORDER BY received_at DESC, id DESC LIMIT " + (limit + 1));
        return pool.preparedQuery(
                        """
                        WITH page AS MATERIALIZED (%s)
                        SELECT p.*, i.id AS issue_id, files.attachments
                        FROM page p
                        LEFT JOIN LATERAL (
                            SELECT issue_id FROM named_events(p.project_id, p.event_id) ORDER BY received_at DESC LIMIT 1) e
                            ON true
                        LEFT JOIN issues i ON i.id = e.issue_id AND i.status <> 'deleted'
                        CROSS JOIN LATERAL (
                            SELECT json_agg(json_build_object('id', a.id, 'filename', a.filename,
                                        'content_type', a.content_type, 'type', a.kind, 'size', a.size)
                                            ORDER BY a.filename, a.id) AS attachments
                            FROM (SELECT id, filename, content_type, kind, size FROM attachments
                                  WHERE project_id = p.project_id AND event_id = p.feedback_id LIMIT 100) a) files
                        ORDER BY p.received_at DESC, p.id DESC"""
                                .formatted(page.text()))
                .execute(page.arguments())
                .map(rows -> Page.of(
                        rows, limit, FeedbackStore::item, row -> Times.text(row.getOffsetDateTime("received_at"))));
    }

    private static JsonObject item(Row row) {
        Object attachments = JsonColumn.of(row, "attachments");
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("event_id", text(row.getUUID("event_id")))
                .put("issue_id", text(row.getUUID("issue_id")))
                .mergeIn(words(row))
                .put("replay_id", row.getString("replay_id"))
                .put("contexts", JsonColumn.of(row, "contexts"))
                .put("attachments", attachments == null ? new JsonArray() : attachments);
    }

    private static JsonObject words(Row row) {
        return new JsonObject()
                .put("name", row.getString("name"))
                .put("email", row.getString("email"))
                .put("message", row.getString("message"))
                .put("url", row.getString("url"))
                .put("received_at", Times.text(row.getOffsetDateTime("received_at")));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
