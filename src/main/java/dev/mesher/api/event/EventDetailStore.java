package dev.mesher.api.event;

import dev.mesher.api.endpoint.Target;
import dev.mesher.api.endpoint.TargetFinder;
import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds a stored event by Mesher's id or by the client's event id, and reads it. */
public final class EventDetailStore implements TargetFinder {
    /** The time determines which partition is read. */
    static final String EVENT =
            """
            SELECT id, received_at, project_id, issue_id, event_id, fingerprint, level, message, environment, release,
                   session_id, tags, payload
            FROM events WHERE id = $1 AND received_at = $2""";

    /** Most events with the same client event id that are read. There may be one for each project and day. */
    private static final int NAMED_ALIKE = 100;

    private static final String VISIBLE = "project_id = ANY (ARRAY(SELECT p.id FROM projects p"
            + " WHERE p.deleted_at IS NULL AND ($2::uuid[] IS NULL OR p.org_id = ANY ($2))))";

    /** The times determine which partitions are read. */
    public static final String BY_IDS =
            """
            SELECT e.id, e.project_id, p.org_id
            FROM events e
            JOIN issues i ON i.id = e.issue_id AND i.status <> 'deleted'
            JOIN projects p ON p.id = e.project_id AND p.deleted_at IS NULL AND ($2::uuid[] IS NULL OR p.org_id = ANY ($2))
            WHERE e.id = ANY ($1) AND e.received_at = ANY ($3) ORDER BY e.received_at DESC, e.id DESC LIMIT 1""";

    /** Reads the events of the last day, and of days that have no index of client event ids yet. */
    public static final String RECENTLY_NAMED =
            """
            SELECT x.id FROM event_ids x WHERE x.event_id = $1 AND x.%s ORDER BY x.id DESC LIMIT %d"""
                    .formatted(VISIBLE, NAMED_ALIKE);

    /** {@code OFFSET 0} makes the planner read one day at a time. So no day without the index is read. */
    public static final String NAMED =
            """
            SELECT e.id FROM event_days d CROSS JOIN LATERAL (
                SELECT s.id, s.received_at FROM events s
                WHERE s.event_id = $1 AND s.received_at >= d.starts AND s.received_at < d.ends AND s.%s OFFSET 0) e
            WHERE d.indexed ORDER BY e.received_at DESC, e.id DESC LIMIT %d"""
                    .formatted(VISIBLE, NAMED_ALIKE);

    private final Pool pool;

    public EventDetailStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Finds an event by Mesher's id, or else the newest one with that client event id. Empty when there is none.
     *
     * @param organizations the organisations whose events are searched; null for all
     */
    @Override
    public Future<Optional<Target>> find(UUID id, UUID @Nullable [] organizations) {
        return byIds(List.of(id), organizations)
                .compose(found -> orElse(found, () -> named(RECENTLY_NAMED, id, organizations)))
                .compose(found -> orElse(found, () -> named(NAMED, id, organizations)));
    }

    /**
     * Reads an event. Fails with a {@link Refusal} when it is not there.
     *
     * @param id Mesher's id
     */
    Future<EventDetailRow> get(UUID id) {
        OffsetDateTime receivedAt = Uuids.receivedAt(id)
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .orElseThrow(() -> Refusal.notFound("event"));
        return pool.preparedQuery(EVENT).execute(Tuple.of(id, receivedAt)).map(rows -> {
            Iterator<Row> each = rows.iterator();
            if (!each.hasNext()) {
                throw Refusal.notFound("event");
            }
            return event(each.next());
        });
    }

    /** The previous, the next, the first and the last event of the same issue. */
    Future<Navigation> neighbours(EventDetailRow event) {
        return pool.preparedQuery(
                        """
                        SELECT (SELECT id FROM events
                                WHERE issue_id = $1 AND received_at >= $2 AND (received_at, id) > ($2, $3)
                                ORDER BY received_at, id LIMIT 1) AS newer,
                               (SELECT id FROM events
                                WHERE issue_id = $1 AND received_at <= $2 AND (received_at, id) < ($2, $3)
                                ORDER BY received_at DESC, id DESC LIMIT 1) AS older,
                               (SELECT id FROM events
                                WHERE issue_id = $1 AND received_at <= $2 ORDER BY received_at, id LIMIT 1) AS first,
                               (SELECT id FROM events
                                WHERE issue_id = $1 AND received_at >= $2
                                ORDER BY received_at DESC, id DESC LIMIT 1) AS last""")
                .execute(Tuple.of(event.issueId(), event.receivedAt(), event.id()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Navigation(
                            row.getUUID("newer"), row.getUUID("older"), row.getUUID("first"), row.getUUID("last"));
                });
    }

    private static Future<Optional<Target>> orElse(Optional<Target> found, Supplier<Future<Optional<Target>>> next) {
        return found.isPresent() ? Future.succeededFuture(found) : next.get();
    }

    private Future<Optional<Target>> named(String sql, UUID eventId, UUID @Nullable [] organizations) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(eventId).addArrayOfUUID(organizations))
                .compose(rows -> {
                    List<UUID> ids = new ArrayList<>(rows.size());
                    rows.forEach(row -> ids.add(row.getUUID("id")));
                    return byIds(ids, organizations);
                });
    }

    /** The newest event among those ids that are Mesher's. Other ids find nothing. */
    private Future<Optional<Target>> byIds(List<UUID> ids, UUID @Nullable [] organizations) {
        OffsetDateTime[] times = ids.stream()
                .flatMap(id -> Uuids.receivedAt(id).stream())
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        if (times.length == 0) {
            return Future.succeededFuture(Optional.empty());
        }
        return pool.preparedQuery(BY_IDS)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids.toArray(UUID[]::new))
                        .addArrayOfUUID(organizations)
                        .addArrayOfOffsetDateTime(times))
                .map(EventDetailStore::first);
    }

    private static Optional<Target> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(target(each.next())) : Optional.empty();
    }

    private static Target target(Row row) {
        return new Target(row.getUUID("org_id"), row.getUUID("project_id"), row.getUUID("id"));
    }

    private static EventDetailRow event(Row row) {
        return new EventDetailRow(
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
