package dev.mesher.merge;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements that move events to the issue that owns their fingerprint. */
final class MoveStore {
    /** Longer than any batch runs that read the owner of a fingerprint before it changed. */
    private static final String SETTLING = "interval '30 seconds'";

    private static final String TAKE =
            """
            SELECT issue_id, after_time, after_id, last_round, requested_at + %s <= now() AS settled FROM issue_moves
            WHERE due_at <= now() AND ($1::uuid IS NULL OR issue_id = $1)
            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED"""
                    .formatted(SETTLING);

    /** Keeps the issue from being deleted, while batches can still store into it. */
    private static final String HOLD =
            """
            SELECT i.merged_into, i.user_count,
                   i.merged_into IS NULL OR EXISTS (
                       SELECT FROM issues t WHERE t.id = i.merged_into AND t.status <> 'deleted') AS has_place
            FROM issues i WHERE i.id = $1 AND i.status <> 'deleted' FOR KEY SHARE OF i""";

    private static final String EVENTS =
            """
            SELECT e.id, e.received_at, e.project_id, e.fingerprint, coalesce(e.environment, '') AS environment,
                   coalesce(e.release, '') AS release, coalesce(f.issue_id, $5::uuid, e.issue_id) AS owner,
                   CASE WHEN $6 THEN e.payload END AS payload
            FROM events e
            LEFT JOIN issue_fingerprints f ON f.project_id = e.project_id AND f.fingerprint = e.fingerprint
            WHERE e.issue_id = $1 AND e.received_at >= $2 AND (e.received_at, e.id) > ($2, $3)
            ORDER BY e.received_at, e.id LIMIT $4""";

    /** Also updates the issue that a repeated event is said to be in. */
    private static final String MOVE =
            """
            WITH moved AS (
                UPDATE events e SET issue_id = u.owner
                FROM unnest($2::uuid[], $3::timestamptz[], $4::uuid[]) AS u (id, received_at, owner)
                WHERE e.id = u.id AND e.received_at = u.received_at AND e.issue_id = $1
                  AND e.received_at BETWEEN $5 AND $6
                RETURNING e.id, e.received_at, e.project_id, e.event_id, u.owner),
            resent AS (
                UPDATE event_ids x SET issue_id = m.owner FROM moved m
                WHERE x.project_id = m.project_id AND x.event_id = m.event_id AND x.id = m.id)
            SELECT id, received_at FROM moved""";

    /** Locks in the same order as batches do. */
    private static final String LOCK =
            "SELECT id FROM issues WHERE id = ANY ($1) AND status <> 'deleted' ORDER BY id FOR NO KEY UPDATE";

    private static final String OTHERS_OWN =
            """
            SELECT count(*) AS others
            FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS u (project_id, fingerprint, owner)
            LEFT JOIN issue_fingerprints f ON f.project_id = u.project_id AND f.fingerprint = u.fingerprint
            WHERE coalesce(f.issue_id, $4::uuid, $5::uuid) <> u.owner""";

    private static final String GO_ON = "UPDATE issue_moves SET after_time = $2, after_id = $3 WHERE issue_id = $1";

    private static final String WAIT =
            "UPDATE issue_moves SET due_at = requested_at + %s WHERE issue_id = $1".formatted(SETTLING);

    private static final String BEGIN_ROUND =
            """
            UPDATE issue_moves SET last_round = $2, after_time = '-infinity',
                                   after_id = '00000000-0000-0000-0000-000000000000'
            WHERE issue_id = $1""";

    private MoveStore() {}

    /** An issue whose events are being checked, and the position that the check has reached. */
    record Move(UUID issue, OffsetDateTime afterTime, UUID afterId, boolean lastRound, boolean settled) {}

    /**
     * What is known of the issue.
     *
     * @param mergedInto null when the issue continues to exist
     * @param hasPlace whether the issue in {@code mergedInto} still exists
     */
    record Held(@Nullable UUID mergedInto, long users, boolean hasPlace) {}

    /**
     * The move that is due first and that no other node has locked. Only the one of {@code issue}, unless that is null.
     */
    static Future<Optional<Move>> take(SqlClient transaction, @Nullable UUID issue) {
        return transaction.preparedQuery(TAKE).execute(Tuple.of(issue)).map(rows -> first(rows)
                .map(row -> new Move(
                        row.getUUID("issue_id"),
                        row.getOffsetDateTime("after_time"),
                        row.getUUID("after_id"),
                        row.getBoolean("last_round"),
                        row.getBoolean("settled"))));
    }

    /** Empty when the issue no longer exists. */
    static Future<Optional<Held>> hold(SqlClient transaction, UUID issue) {
        return transaction.preparedQuery(HOLD).execute(Tuple.of(issue)).map(rows -> first(rows)
                .map(row ->
                        new Held(row.getUUID("merged_into"), row.getLong("user_count"), row.getBoolean("has_place"))));
    }

    static Future<RowSet<Row>> events(
            SqlClient transaction, Move move, int atMost, @Nullable UUID mergedInto, boolean withPayload) {
        return transaction
                .preparedQuery(EVENTS)
                .execute(Tuple.of(move.issue(), move.afterTime(), move.afterId(), atMost, mergedInto, withPayload));
    }

    /** Moves the events to their owners. Returns those that were moved. */
    static Future<List<MovingEvent>> move(SqlClient transaction, UUID issue, List<MovingEvent> events) {
        return transaction
                .preparedQuery(MOVE)
                .execute(keys(issue, events)
                        .addArrayOfUUID(events.stream().map(MovingEvent::owner).toArray(UUID[]::new))
                        .addOffsetDateTime(events.get(0).receivedAt())
                        .addOffsetDateTime(events.get(events.size() - 1).receivedAt()))
                .map(rows -> {
                    Set<UUID> ids = new HashSet<>();
                    rows.forEach(row -> ids.add(row.getUUID("id")));
                    return events.stream()
                            .filter(event -> ids.contains(event.id()))
                            .toList();
                });
    }

    /** Whether all of the issues exist. */
    static Future<Boolean> lock(SqlClient transaction, Collection<UUID> issues) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfUUID(issues.toArray(UUID[]::new)))
                .map(rows -> rows.size() == issues.size());
    }

    /** Whether each event's fingerprint still belongs to its owner. */
    static Future<Boolean> own(SqlClient transaction, UUID issue, @Nullable UUID mergedInto, List<MovingEvent> events) {
        return transaction
                .preparedQuery(OTHERS_OWN)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(
                                events.stream().map(MovingEvent::projectId).toArray(UUID[]::new))
                        .addArrayOfString(
                                events.stream().map(MovingEvent::fingerprint).toArray(String[]::new))
                        .addArrayOfUUID(events.stream().map(MovingEvent::owner).toArray(UUID[]::new))
                        .addUUID(mergedInto)
                        .addUUID(issue))
                .map(rows -> rows.iterator().next().getLong("others") == 0);
    }

    static Future<Void> goOnAfter(SqlClient transaction, UUID issue, MovingEvent last) {
        return transaction
                .preparedQuery(GO_ON)
                .execute(Tuple.of(issue, last.receivedAt(), last.id()))
                .mapEmpty();
    }

    /** Postpones the move until no batch runs that still knows the former owner of the fingerprints. */
    static Future<Void> waitUntilSettled(SqlClient transaction, UUID issue) {
        return transaction.preparedQuery(WAIT).execute(Tuple.of(issue)).mapEmpty();
    }

    static Future<Void> beginRound(SqlClient transaction, UUID issue, boolean last) {
        return transaction
                .preparedQuery(BEGIN_ROUND)
                .execute(Tuple.of(issue, last))
                .mapEmpty();
    }

    static Optional<Row> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }

    /** The first three parameters of a statement on these events. */
    static Tuple keys(UUID issue, List<MovingEvent> events) {
        return Tuple.of(issue)
                .addArrayOfUUID(events.stream().map(MovingEvent::id).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(
                        events.stream().map(MovingEvent::receivedAt).toArray(OffsetDateTime[]::new));
    }
}
