package dev.mesher.api.event;

import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.UUID;

/** Reads attachments. Their bytes are read in pieces. */
public final class AttachmentStore {
    /** Most attachments of one event that are listed. A single envelope contains fewer. */
    private static final int LISTED = 1_000;

    /** Finds an attachment whose event, or whose feedback, is visible to the caller. */
    public static final String TARGET =
            """
            SELECT p.org_id AS org, t.project_id AS project, t.id
            FROM attachments t JOIN projects p ON p.id = t.project_id AND p.deleted_at IS NULL
            WHERE t.id = $1 AND (
                EXISTS (
                    SELECT FROM named_events(t.project_id, t.event_id) e
                    WHERE EXISTS (SELECT FROM issues i WHERE i.id = e.issue_id AND i.status <> 'deleted' OFFSET 0) OFFSET 0)
                OR EXISTS (
                    SELECT FROM user_feedback f WHERE f.project_id = t.project_id AND f.feedback_id = t.event_id
                      AND feedback_visible(f.project_id, f.event_id)))""";

    private final Pool pool;

    public AttachmentStore(Pool pool) {
        this.pool = pool;
    }

    /** An attachment without its bytes. */
    record Head(String filename, int size) {}

    /**
     * An event's attachments, by name. None when the client gave the event no id.
     *
     * @param event Mesher's id of an event that is there
     */
    Future<JsonArray> list(UUID event) {
        OffsetDateTime receivedAt = Uuids.receivedAt(event)
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .orElseThrow(() -> Refusal.notFound("event"));
        return pool.preparedQuery(
                        """
                        SELECT a.id, a.filename, a.content_type, a.kind, a.size, a.received_at
                        FROM events e JOIN attachments a ON a.project_id = e.project_id AND a.event_id = e.event_id
                        WHERE e.id = $1 AND e.received_at = $2 ORDER BY a.filename, a.id LIMIT $3""")
                .execute(Tuple.of(event, receivedAt, LISTED))
                .map(rows -> {
                    JsonArray list = new JsonArray();
                    for (Row row : rows) {
                        list.add(new JsonObject()
                                .put("id", row.getUUID("id").toString())
                                .put("filename", row.getString("filename"))
                                .put("content_type", row.getString("content_type"))
                                .put("type", row.getString("kind"))
                                .put("size", row.getInteger("size"))
                                .put("received_at", Times.text(row.getOffsetDateTime("received_at"))));
                    }
                    return list;
                });
    }

    Future<Head> head(UUID attachment) {
        return one("SELECT filename, size FROM attachments WHERE id = $1", Tuple.of(attachment))
                .map(row -> new Head(row.getString("filename"), row.getInteger("size")));
    }

    /** Up to {@code length} bytes from {@code offset}, which counts from 0. */
    Future<Buffer> piece(UUID attachment, int offset, int length) {
        return one(
                        "SELECT substring(data FROM $2 FOR $3) AS piece FROM attachments WHERE id = $1",
                        Tuple.of(attachment, offset + 1, length))
                .map(row -> row.getBuffer("piece"));
    }

    private Future<Row> one(String sql, Tuple arguments) {
        return pool.preparedQuery(sql).execute(arguments).compose(rows -> {
            Iterator<Row> each = rows.iterator();
            return each.hasNext()
                    ? Future.succeededFuture(each.next())
                    : Future.failedFuture(Refusal.notFound("attachment"));
        });
    }
}
