package dev.mesher.api;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

/** One event as it was stored, found by either of its ids. */
final class EventStore {
    private static final String EVENT =
            """
            SELECT e.id, e.received_at, e.project_id, e.issue_id, e.event_id, e.fingerprint, e.level, e.message,
                   e.environment, e.release, e.session_id, e.tags, e.payload
            FROM events e JOIN issues i ON i.id = e.issue_id AND i.status <> 'deleted'
            """;

    /** The time names the one partition that can hold it. */
    static final String BY_ID = EVENT + "WHERE e.id = $1 AND e.received_at = $2";

    private final Pool pool;

    EventStore(Pool pool) {
        this.pool = pool;
    }

    /** By Mesher's id, or else by the client's, of which the newest event wins. Empty when there is none. */
    Future<Optional<StoredEvent>> find(UUID id) {
        return Uuids.receivedAt(id)
                .map(time -> byId(id, time.atOffset(ZoneOffset.UTC)))
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(found -> found.isPresent() ? Future.succeededFuture(found) : byEventId(id));
    }

    /** The project of the event that {@link #find} finds. */
    Future<Optional<UUID>> project(UUID id) {
        return find(id).map(found -> found.map(StoredEvent::projectId));
    }

    /** The event's neighbours in its issue. */
    Future<Navigation> neighbours(StoredEvent event) {
        return pool.preparedQuery(
                        """
                        SELECT (SELECT id FROM events
                                WHERE issue_id = $1 AND received_at >= $2 AND (received_at, id) > ($2, $3)
                                ORDER BY received_at, id LIMIT 1) AS newer,
                               (SELECT id FROM events
                                WHERE issue_id = $1 AND received_at <= $2 AND (received_at, id) < ($2, $3)
                                ORDER BY received_at DESC, id DESC LIMIT 1) AS older""")
                .execute(Tuple.of(event.issueId(), event.receivedAt(), event.id()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Navigation(row.getUUID("newer"), row.getUUID("older"));
                });
    }

    private Future<Optional<StoredEvent>> byId(UUID id, OffsetDateTime receivedAt) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(id, receivedAt)).map(EventStore::first);
    }

    private Future<Optional<StoredEvent>> byEventId(UUID eventId) {
        return pool.preparedQuery(EVENT + "WHERE e.event_id = $1 ORDER BY e.received_at DESC, e.id DESC LIMIT 1")
                .execute(Tuple.of(eventId))
                .map(EventStore::first);
    }

    private static Optional<StoredEvent> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(event(each.next())) : Optional.empty();
    }

    private static StoredEvent event(Row row) {
        return new StoredEvent(
                row.getUUID("id"),
                row.getOffsetDateTime("received_at"),
                row.getUUID("project_id"),
                row.getUUID("issue_id"),
                row.getUUID("event_id"),
                row.getString("fingerprint"),
                row.getString("level"),
                row.getString("message"),
                row.getString("environment"),
                row.getString("release"),
                row.getString("session_id"),
                row.getJsonObject("tags"),
                row.getBuffer("payload"));
    }
}
