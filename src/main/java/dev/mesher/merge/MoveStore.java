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

/** The statements that bring events to the issue that owns their fingerprint, and with them what issues count. */
final class MoveStore {
    /** Longer than a batch may take that has read which issue owns a fingerprint. */
    private static final String SETTLING = "interval '30 seconds'";

    private static final String TAKE =
            """
            SELECT issue_id, after_time, after_id, last_round, requested_at + %s <= now() AS settled FROM issue_moves
            WHERE due_at <= now() AND ($1::uuid IS NULL OR issue_id = $1)
            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED"""
                    .formatted(SETTLING);

    /** Keeps the issue from being deleted, and lets batches store into it. */
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

    /** Also where an event that is sent again is said to be. */
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

    /** In the order in which batches lock them. */
    private static final String LOCK =
            "SELECT id FROM issues WHERE id = ANY ($1) AND status <> 'deleted' ORDER BY id FOR NO KEY UPDATE";

    private static final String OTHERS_OWN =
            """
            SELECT count(*) AS others
            FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS u (project_id, fingerprint, owner)
            LEFT JOIN issue_fingerprints f ON f.project_id = u.project_id AND f.fingerprint = u.fingerprint
            WHERE coalesce(f.issue_id, $4::uuid, $5::uuid) <> u.owner""";

    private static final String MOVED =
            """
            WITH moved AS MATERIALIZED (
                SELECT e.issue_id AS owner, e.received_at, date_trunc('hour', e.received_at, 'UTC') AS hour, e.level,
                       coalesce(e.environment, '') AS environment, coalesce(e.release, '') AS release
                FROM unnest($2::uuid[], $3::timestamptz[]) AS u (id, received_at)
                JOIN events e ON e.id = u.id AND e.received_at = u.received_at
                WHERE e.received_at BETWEEN $4 AND $5),
            """;

    private static final String GAIN = MOVED
            + """
            by_hour AS (SELECT owner, hour, count(*) AS events FROM moved GROUP BY 1, 2),
            place AS (
                INSERT INTO issue_releases (issue_id, environment, release)
                SELECT DISTINCT owner, environment, release FROM moved ORDER BY 1, 2, 3
                ON CONFLICT DO NOTHING),
            over AS (
                INSERT INTO issue_hours AS h (issue_id, hour, event_count)
                SELECT b.owner, b.hour, b.events FROM by_hour b JOIN issues i ON i.id = b.owner
                WHERE i.hour IS DISTINCT FROM b.hour ORDER BY 1, 2
                ON CONFLICT (issue_id, hour) DO UPDATE SET event_count = h.event_count + excluded.event_count)
            UPDATE issues i SET
                event_count = i.event_count + g.events,
                hour_count  = i.hour_count + coalesce(
                    (SELECT b.events FROM by_hour b WHERE b.owner = i.id AND b.hour = i.hour), 0),
                first_seen  = least(i.first_seen, g.first),
                last_seen   = greatest(i.last_seen, g.last),
                level       = CASE WHEN g.last >= i.last_seen THEN g.level ELSE i.level END
            FROM (SELECT owner, count(*) AS events, min(received_at) AS first, max(received_at) AS last,
                         (array_agg(level ORDER BY received_at DESC))[1] AS level
                  FROM moved GROUP BY owner) g
            WHERE i.id = g.owner AND i.id <> $1""";

    /** Of the running hour first what stands on the issue itself. */
    private static final String LOSE = MOVED
            + """
            lost AS (
                SELECT m.hour, count(*) AS events,
                       CASE WHEN m.hour = i.hour THEN least(count(*), i.hour_count) ELSE 0 END AS running
                FROM moved m CROSS JOIN (SELECT hour, hour_count FROM issues WHERE id = $1) i
                GROUP BY m.hour, i.hour, i.hour_count),
            over AS (
                UPDATE issue_hours h SET event_count = h.event_count - (l.events - l.running) FROM lost l
                WHERE h.issue_id = $1 AND h.hour = l.hour AND l.events > l.running)
            UPDATE issues i SET
                event_count = i.event_count - t.events,
                hour_count  = i.hour_count - t.running,
                hour        = CASE WHEN i.hour_count = t.running THEN NULL ELSE i.hour END
            FROM (SELECT sum(events)::bigint AS events, sum(running)::bigint AS running FROM lost) t
            WHERE i.id = $1 AND t.events > 0""";

    private static final String FORGET_EMPTY_HOURS = "DELETE FROM issue_hours WHERE issue_id = $1 AND event_count <= 0";

    /** Only where what moved was the first or the last; what has expired was seen all the same. */
    private static final String SEE_AGAIN =
            """
            UPDATE issues i SET
                first_seen = CASE WHEN i.first_seen >= $2 THEN coalesce(f.received_at, i.first_seen) ELSE i.first_seen END,
                last_seen  = CASE WHEN i.last_seen <= $3 THEN coalesce(l.received_at, i.last_seen) ELSE i.last_seen END,
                level      = CASE WHEN i.last_seen <= $3 THEN coalesce(l.level, i.level) ELSE i.level END
            FROM (SELECT) one
            LEFT JOIN LATERAL (
                SELECT received_at FROM events WHERE issue_id = $1 ORDER BY received_at LIMIT 1) f ON true
            LEFT JOIN LATERAL (
                SELECT received_at, level FROM events WHERE issue_id = $1 ORDER BY received_at DESC LIMIT 1) l ON true
            WHERE i.id = $1""";

    private static final String GAIN_USERS =
            """
            WITH met AS (
                INSERT INTO issue_users (issue_id, user_hash)
                SELECT DISTINCT owner, user_hash FROM unnest($1::uuid[], $2::uuid[]) AS u (owner, user_hash)
                ORDER BY 1, 2
                ON CONFLICT DO NOTHING
                RETURNING issue_id)
            UPDATE issues i SET user_count = i.user_count + m.users
            FROM (SELECT issue_id, count(*) AS users FROM met GROUP BY issue_id) m WHERE i.id = m.issue_id""";

    private static final String NOTE_USERS =
            """
            INSERT INTO issue_move_users AS m (issue_id, user_hash, stays)
            SELECT $1, user_hash, bool_or(stays) FROM unnest($2::uuid[], $3::boolean[]) AS u (user_hash, stays)
            WHERE user_hash IS NOT NULL GROUP BY user_hash
            ON CONFLICT (issue_id, user_hash) DO UPDATE SET stays = m.stays OR excluded.stays""";

    private static final String NOTE_RELEASES =
            """
            INSERT INTO issue_move_releases AS m (issue_id, environment, release, stays)
            SELECT $1, environment, release, bool_or(stays)
            FROM unnest($2::text[], $3::text[], $4::boolean[]) AS u (environment, release, stays)
            GROUP BY environment, release
            ON CONFLICT (issue_id, environment, release) DO UPDATE SET stays = m.stays OR excluded.stays""";

    private static final String GO_ON = "UPDATE issue_moves SET after_time = $2, after_id = $3 WHERE issue_id = $1";

    private static final String WAIT =
            "UPDATE issue_moves SET due_at = requested_at + %s WHERE issue_id = $1".formatted(SETTLING);

    private static final String BEGIN_ROUND =
            """
            UPDATE issue_moves SET last_round = $2, after_time = '-infinity',
                                   after_id = '00000000-0000-0000-0000-000000000000'
            WHERE issue_id = $1""";

    private MoveStore() {}

    /** An issue whose events are looked at, and how far that has come. */
    record Move(UUID issue, OffsetDateTime afterTime, UUID afterId, boolean lastRound, boolean settled) {}

    /**
     * What is known of the issue.
     *
     * @param mergedInto null when it goes on
     * @param hasPlace whether that issue is there still
     */
    record Held(@Nullable UUID mergedInto, long users, boolean hasPlace) {}

    /** The move that is due first and that no other node has in hand; only of that issue, when one is given. */
    static Future<Optional<Move>> take(SqlClient transaction, @Nullable UUID issue) {
        return transaction.preparedQuery(TAKE).execute(Tuple.of(issue)).map(rows -> first(rows)
                .map(row -> new Move(
                        row.getUUID("issue_id"),
                        row.getOffsetDateTime("after_time"),
                        row.getUUID("after_id"),
                        row.getBoolean("last_round"),
                        row.getBoolean("settled"))));
    }

    /** Empty when the issue is gone. */
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

    /** Which of the events were moved to their owners. */
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

    /** Whether all of them are there. */
    static Future<Boolean> lock(SqlClient transaction, Collection<UUID> issues) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfUUID(issues.toArray(UUID[]::new)))
                .map(rows -> rows.size() == issues.size());
    }

    /** Whether each event's fingerprint belongs to its owner still. */
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

    /** Counts the moved events where they are now, and no longer where they were. To be called under the issues' locks. */
    static Future<Void> count(SqlClient transaction, UUID issue, List<MovingEvent> moved) {
        OffsetDateTime first = moved.get(0).receivedAt();
        OffsetDateTime last = moved.get(moved.size() - 1).receivedAt();
        return transaction
                .preparedQuery(GAIN)
                .execute(keys(issue, moved).addOffsetDateTime(first).addOffsetDateTime(last))
                .compose(gained -> transaction
                        .preparedQuery(LOSE)
                        .execute(keys(issue, moved).addOffsetDateTime(first).addOffsetDateTime(last)))
                .compose(lost -> transaction.preparedQuery(FORGET_EMPTY_HOURS).execute(Tuple.of(issue)))
                .compose(forgotten -> transaction.preparedQuery(SEE_AGAIN).execute(Tuple.of(issue, first, last)))
                .mapEmpty();
    }

    /** The users of events that were moved, for the events' owners. To be called under the issues' locks. */
    static Future<Void> gainUsers(SqlClient transaction, List<MovingEvent> moved) {
        List<MovingEvent> known =
                moved.stream().filter(event -> event.userHash() != null).toList();
        return known.isEmpty()
                ? Future.succeededFuture()
                : transaction
                        .preparedQuery(GAIN_USERS)
                        .execute(Tuple.tuple()
                                .addArrayOfUUID(
                                        known.stream().map(MovingEvent::owner).toArray(UUID[]::new))
                                .addArrayOfUUID(known.stream()
                                        .map(MovingEvent::userHash)
                                        .toArray(UUID[]::new)))
                        .mapEmpty();
    }

    /** Notes which users and places an event that stays has, and which only some that went. */
    static Future<Void> note(SqlClient transaction, UUID issue, List<MovingEvent> events) {
        Boolean[] stays =
                events.stream().map(event -> event.owner().equals(issue)).toArray(Boolean[]::new);
        return transaction
                .preparedQuery(NOTE_USERS)
                .execute(Tuple.of(issue)
                        .addArrayOfUUID(
                                events.stream().map(MovingEvent::userHash).toArray(UUID[]::new))
                        .addArrayOfBoolean(stays))
                .compose(users -> transaction
                        .preparedQuery(NOTE_RELEASES)
                        .execute(Tuple.of(issue)
                                .addArrayOfString(events.stream()
                                        .map(MovingEvent::environment)
                                        .toArray(String[]::new))
                                .addArrayOfString(events.stream()
                                        .map(MovingEvent::release)
                                        .toArray(String[]::new))
                                .addArrayOfBoolean(stays)))
                .mapEmpty();
    }

    static Future<Void> goOnAfter(SqlClient transaction, UUID issue, MovingEvent last) {
        return transaction
                .preparedQuery(GO_ON)
                .execute(Tuple.of(issue, last.receivedAt(), last.id()))
                .mapEmpty();
    }

    /** Until no batch runs that knows another owner of the fingerprints. */
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

    private static Tuple keys(UUID issue, List<MovingEvent> events) {
        return Tuple.of(issue)
                .addArrayOfUUID(events.stream().map(MovingEvent::id).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(
                        events.stream().map(MovingEvent::receivedAt).toArray(OffsetDateTime[]::new));
    }
}
