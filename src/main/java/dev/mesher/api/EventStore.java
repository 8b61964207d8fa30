package dev.mesher.api;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
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
                   e.environment, e.release, e.session_id, e.tags, e.payload
            FROM events e JOIN issues i ON i.id = e.issue_id AND i.status <> 'deleted'
            """;

    /** The time names the one partition that can hold it. */
    static final String BY_ID = EVENT + "WHERE e.id = $1 AND e.received_at = $2";

    private static final String TARGET =
            """
            SELECT p.org_id, e.project_id, e.id
            FROM events e JOIN issues i ON i.id = e.issue_id AND i.status <> 'deleted'
                 JOIN projects p ON p.id = e.project_id
            """;

    private static final String TARGET_BY_ID =
            TARGET + "WHERE e.id = $1 AND e.received_at = $2 AND ($3::uuid[] IS NULL OR p.org_id = ANY ($3))";

    static final String TARGET_BY_EVENT_ID = TARGET
            + "WHERE e.event_id = $1 AND ($2::uuid[] IS NULL OR p.org_id = ANY ($2))"
            + " ORDER BY e.received_at DESC, e.id DESC LIMIT 1";

    private final Pool pool;

    EventStore(Pool pool) {
        this.pool = pool;
    }

    /** By Mesher's id. Empty when there is none. */
    Future<Optional<StoredEvent>> find(UUID id) {
        return Uuids.receivedAt(id)
                .map(time -> pool.preparedQuery(BY_ID)
                        .execute(Tuple.of(id, time.atOffset(ZoneOffset.UTC)))
                        .map(EventStore::first))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    /**
     * The event with Mesher's id, or else the newest with the client's; with Mesher's id in either case.
     *
     * @param organizations to look among; null for all: what another organisation's client named alike is not looked at
     */
    Future<Optional<Target>> locate(UUID id, UUID @Nullable [] organizations) {
        return Uuids.receivedAt(id)
                .map(time -> target(TARGET_BY_ID, Tuple.of(id, time.atOffset(ZoneOffset.UTC)), organizations))
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found)
                        : target(TARGET_BY_EVENT_ID, Tuple.of(id), organizations));
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

    private Future<Optional<Target>> target(String sql, Tuple arguments, UUID @Nullable [] organizations) {
        return pool.preparedQuery(sql)
                .execute(arguments.addArrayOfUUID(organizations))
                .map(rows -> {
                    Iterator<Row> each = rows.iterator();
                    if (!each.hasNext()) {
                        return Optional.empty();
                    }
                    Row row = each.next();
                    return Optional.of(new Target(row.getUUID("org_id"), row.getUUID("project_id"), row.getUUID("id")));
                });
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
