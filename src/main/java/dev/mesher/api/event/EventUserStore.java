package dev.mesher.api.event;

import dev.mesher.decode.Users;
import dev.mesher.http.Times;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.Payload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds to a page of events what identifies each event's user, which only the payload has, and the title. */
public final class EventUserStore {
    /** The largest compressed payload that is read for a list. The user of a larger event is shown with the event alone. */
    static final int LARGEST_PAYLOAD = 64 * 1024;

    /** Reads payloads by their keys: {@code OFFSET 0} makes the planner look each event up by itself. */
    public static final String PAYLOADS =
            """
            SELECT e.id, e.payload, (SELECT i.title FROM issues i WHERE i.id = e.issue_id) AS title
            FROM unnest($1::uuid[], $2::timestamptz[]) k (id, received_at)
            CROSS JOIN LATERAL (
                SELECT s.id, s.issue_id, CASE WHEN octet_length(s.payload) <= %d THEN s.payload END AS payload
                FROM events s WHERE s.id = k.id AND s.received_at = k.received_at OFFSET 0) e"""
                    .formatted(LARGEST_PAYLOAD);

    private final Vertx vertx;
    private final Pool pool;
    private final Dictionaries dictionaries;

    /**
     * Creates the store.
     *
     * @param vertx its worker threads read the payloads
     */
    public EventUserStore(Vertx vertx, Pool pool, Dictionaries dictionaries) {
        this.vertx = vertx;
        this.pool = pool;
        this.dictionaries = dictionaries;
    }

    /**
     * Puts {@code user} and {@code title} into each event. {@code user} is null when the event names none or is too large.
     *
     * @param events with {@code id} and {@code received_at}; 100 at most
     */
    Future<Void> addTo(List<JsonObject> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID[] ids = events.stream()
                .map(event -> UUID.fromString(event.getString("id")))
                .toArray(UUID[]::new);
        OffsetDateTime[] times = events.stream()
                .map(event -> Times.parse(event.getString("received_at")).orElseThrow())
                .toArray(OffsetDateTime[]::new);
        return pool.preparedQuery(PAYLOADS)
                .execute(Tuple.tuple().addArrayOfUUID(ids).addArrayOfOffsetDateTime(times))
                .compose(rows -> vertx.executeBlocking(() -> details(rows), false))
                .map(found -> {
                    for (JsonObject event : events) {
                        Details details = found.getOrDefault(event.getString("id"), Details.NONE);
                        event.put("user", details.user).put("title", details.title);
                    }
                    return null;
                });
    }

    private record Details(@Nullable String user, @Nullable String title) {
        static final Details NONE = new Details(null, null);
    }

    private Map<String, Details> details(RowSet<Row> rows) {
        Map<String, Details> found = new HashMap<>();
        for (Row row : rows) {
            found.put(
                    row.getUUID("id").toString(), new Details(user(row.getBuffer("payload")), row.getString("title")));
        }
        return found;
    }

    /** What identifies the user of a stored event. Null when nothing does, or this node cannot read the event yet. */
    @Nullable
    String user(@Nullable Buffer payload) {
        try {
            return payload == null ? null : Users.inStored(Payload.expand(payload.getBytes(), dictionaries));
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return null;
        }
    }
}
