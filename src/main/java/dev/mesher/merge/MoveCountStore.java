package dev.mesher.merge;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Moves the counts of moved events between the issues: numbers, times, users, releases and environments. */
final class MoveCountStore {
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

    /** For the current hour, the count in the issue's own row is lowered first. */
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

    /** Only when a moved event was the issue's first or last one. Expired events still count as seen. */
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

    private MoveCountStore() {}

    /**
     * Adds the moved events to the counts of their new issue, and subtracts them from the old one. To be called while
     * the issues are locked.
     */
    static Future<Void> count(SqlClient transaction, UUID issue, List<MovingEvent> moved) {
        OffsetDateTime first = moved.get(0).receivedAt();
        OffsetDateTime last = moved.get(moved.size() - 1).receivedAt();
        return transaction
                .preparedQuery(GAIN)
                .execute(MoveStore.keys(issue, moved).addOffsetDateTime(first).addOffsetDateTime(last))
                .compose(gained -> transaction
                        .preparedQuery(LOSE)
                        .execute(MoveStore.keys(issue, moved)
                                .addOffsetDateTime(first)
                                .addOffsetDateTime(last)))
                .compose(lost -> transaction.preparedQuery(FORGET_EMPTY_HOURS).execute(Tuple.of(issue)))
                .compose(forgotten -> transaction.preparedQuery(SEE_AGAIN).execute(Tuple.of(issue, first, last)))
                .mapEmpty();
    }

    /** Adds the users of moved events to the events' new issues. To be called while the issues are locked. */
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

    /** Notes, for each user and release of these events, whether an event with it stays in the issue. */
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
}
