package dev.mesher.api;

import dev.mesher.event.Uuids;
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
import org.jspecify.annotations.Nullable;

/** One event as it was stored, found by either of its ids. */
final class EventStore {
    private static final String EVENT =
            """
            SELECT e.id, e.received_at, e.project_id, e.issue_id, e.event_id, e.fingerprint, e.level, e.message,
                   e.environment, e.release, e.session_id, e.tags, e.payload, p.org_id
            FROM events e
            JOIN issues i ON i.id = e.issue_id AND i.status <> 'deleted'
            JOIN projects p ON p.id = e.project_id AND ($2::uuid[] IS NULL OR p.org_id = ANY ($2))
            """;

    /** The time names the one partition that can hold it. */
    static final String BY_ID = EVENT + "WHERE e.id = $1 AND e.received_at = $3";

    private final Pool pool;

    EventStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * By Mesher's id, or else by the client's, of which the newest event wins. Empty when there is none.
     *
     * @param organizations whose events are looked at; null for all
     */
    Future<Optional<Target>> find(UUID id, UUID @Nullable [] organizations) {
        return Uuids.receivedAt(id)
                .map(time -> byId(id, organizations, time.atOffset(ZoneOffset.UTC)))
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(found -> found.isPresent() ? Future.succeededFuture(found) : byEventId(id, organizations));
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

    private Future<Optional<Target>> byId(UUID id, UUID @Nullable [] organizations, OffsetDateTime receivedAt) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id).addArrayOfUUID(organizations).addOffsetDateTime(receivedAt))
                .map(EventStore::first);
    }

    private Future<Optional<Target>> byEventId(UUID eventId, UUID @Nullable [] organizations) {
        return pool.preparedQuery(EVENT + "WHERE e.event_id = $1 ORDER BY e.received_at DESC, e.id DESC LIMIT 1")
                .execute(Tuple.of(eventId).addArrayOfUUID(organizations))
                .map(EventStore::first);
    }

    private static Optional<Target> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(target(each.next())) : Optional.empty();
    }

    private static Target target(Row row) {
        StoredEvent event = event(row);
        return new Target(row.getUUID("org_id"), event.projectId(), event.id(), event);
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
