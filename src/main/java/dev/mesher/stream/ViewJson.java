package dev.mesher.stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** The JSON of the messages for those who follow rows of issues. */
final class ViewJson {
    private ViewJson() {}

    static StreamMessage updated(UUID project, StreamView view) {
        return StreamMessage.notice(
                project,
                false,
                encoded(new JsonObject()
                        .put("type", "view_updated")
                        .put("view", view.kind().wireName())));
    }

    /**
     * Changed issues.
     *
     * @param rows by id; issues without one are gone
     */
    static StreamMessage issues(
            UUID project, StreamView view, String cursor, Collection<UUID> issues, Map<String, JsonObject> rows) {
        JsonArray changed = new JsonArray();
        JsonArray gone = new JsonArray();
        for (UUID issue : issues) {
            JsonObject row = rows.get(issue.toString());
            JsonArray unused = row == null ? gone.add(issue.toString()) : changed.add(row);
        }
        return StreamMessage.rows(
                project,
                view,
                encoded(new JsonObject()
                        .put("type", "issues")
                        .put("cursor", cursor)
                        .put("issues", changed)
                        .put("gone", gone)));
    }

    static StreamMessage reload(UUID project, String cursor) {
        return StreamMessage.rows(
                project,
                StreamView.ISSUES,
                encoded(new JsonObject()
                        .put("type", "issues")
                        .put("reload", true)
                        .put("cursor", cursor)));
    }

    static StreamMessage rate(UUID project, double eventsPerSecond, OptionalLong visibleMillis) {
        return StreamMessage.rate(
                project,
                encoded(new JsonObject()
                        .put("type", "rate")
                        .put("events_per_second", eventsPerSecond)
                        .put("visible_ms", visibleMillis.isPresent() ? visibleMillis.getAsLong() : null)));
    }

    private static byte[] encoded(JsonObject message) {
        return message.toBuffer().getBytes();
    }
}
