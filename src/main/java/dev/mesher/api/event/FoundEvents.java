package dev.mesher.api.event;

import dev.mesher.http.Times;
import dev.mesher.search.SearchQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects a page of events, newest first, and where the next page begins. Not thread-safe. */
final class FoundEvents {
    /** The columns of an event with the alias {@code e} that {@link #add} reads. */
    static final String COLUMNS =
            """
            e.id, e.issue_id, e.event_id, e.level, left(e.message, 1000) AS message, e.received_at, e.environment,
            e.release, e.tags""";

    private final int limit;
    private final SearchQuery words;
    private final List<JsonObject> data = new ArrayList<>();
    private @Nullable EventPosition last;
    private @Nullable EventPosition next;
    private boolean complete = true;

    /**
     * Creates an empty page.
     *
     * @param words what every event must have; rows then have the column {@code text}
     */
    FoundEvents(int limit, SearchQuery words) {
        this.limit = limit;
        this.words = words;
    }

    /**
     * Adds an event, unless it has not all the words, or the page is full.
     *
     * @param position where the next page begins if this is the last event of the page
     */
    void add(Row row, EventPosition position) {
        if (next != null || (words.words().length > 0 && words.score(row.getString("text")) == 0)) {
            return;
        }
        if (data.size() == limit) {
            next = last;
            return;
        }
        data.add(item(row));
        last = position;
    }

    /** Whether the page is full and an event follows it. */
    boolean full() {
        return next != null;
    }

    /** How many more events {@link #full} needs. */
    int missing() {
        return limit + 1 - data.size();
    }

    /** Ends the page before it is full: the search has read as many events as it may. */
    void stopAt(EventPosition position) {
        if (next == null) {
            next = position;
            complete = false;
        }
    }

    /** The events of the page. */
    List<JsonObject> data() {
        return data;
    }

    /** {@code {"data","has_more","complete"}}, with the cursor of the next page if there is one. */
    JsonObject page() {
        EventPosition after = next;
        JsonObject page = new JsonObject()
                .put("data", new JsonArray(data))
                .put("has_more", after != null)
                .put("complete", complete);
        return after == null
                ? page
                : page.put("next_cursor", Times.text(after.time()))
                        .put("next_cursor_id", after.id().toString());
    }

    private static JsonObject item(Row row) {
        OffsetDateTime receivedAt = row.getOffsetDateTime("received_at");
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("issue_id", row.getUUID("issue_id").toString())
                .put(
                        "event_id",
                        Optional.ofNullable(row.getUUID("event_id"))
                                .map(UUID::toString)
                                .orElse(null))
                .put("level", row.getString("level"))
                .put("message", row.getString("message"))
                .put("tags", row.getJsonObject("tags"))
                .put("environment", row.getString("environment"))
                .put("release", row.getString("release"))
                .put("received_at", Times.text(receivedAt));
    }
}
