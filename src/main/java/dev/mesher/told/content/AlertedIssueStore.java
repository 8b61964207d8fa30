package dev.mesher.told.content;

import dev.mesher.event.Level;
import dev.mesher.told.channel.Message;
import dev.mesher.told.channel.Message.Line;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the issues that alerts are about: the worst ones, and the one that grows most. */
final class AlertedIssueStore {
    /** An issue's events are counted in their index, and no further than this. */
    private static final int MOST_EVENTS = 10_000;

    /** Most alerts of an episode, the newest ones, among whose issues the one that grows is looked for. */
    private static final int MOST_ALERTS = 1_000;

    /** Most issues whose growth is counted, those with the most events in their hour. */
    private static final int MOST_GROWING = 20;

    /**
     * Counts an issue's events since {@code $5}. The count is all its events when it is new since then, when {@code $5} is
     * null, and when there are more than are counted.
     */
    private static final String LINES =
            """
            WITH alerted AS MATERIALIZED (
                SELECT DISTINCT a.issue_id FROM (%s) a WHERE a.issue_id IS NOT NULL),
            worst AS MATERIALIZED (
                SELECT i.id, left(i.title, 1000) AS title, i.level, left(i.culprit, 1000) AS culprit, i.event_count,
                       i.user_count, i.first_seen,
                       array_position(ARRAY['fatal', 'error', 'warning', 'info', 'debug'], i.level) AS place
                FROM alerted a JOIN issues i ON i.id = a.issue_id AND i.status <> 'deleted'
                ORDER BY place, i.event_count DESC, i.id LIMIT $6)
            SELECT w.*, left(newest.release, 1000) AS release,
                   CASE WHEN since.events BETWEEN 1 AND $7 THEN since.events ELSE w.event_count END AS events
            FROM worst w
            LEFT JOIN LATERAL (
                SELECT e.release FROM events e WHERE e.issue_id = w.id
                ORDER BY e.received_at DESC LIMIT 1) newest ON true
            LEFT JOIN LATERAL (
                SELECT count(*) AS events FROM (
                    SELECT FROM events e
                    WHERE e.issue_id = w.id AND e.received_at > $5::timestamptz LIMIT $7 + 1) counted
                ) since ON w.first_seen <= $5::timestamptz
            ORDER BY w.place, w.event_count DESC, w.id"""
                    .formatted(AlertRange.ALERTS);

    /** Compares the time since {@code $2} with a time of the same length before it. */
    private static final String GROWING =
            """
            WITH busiest AS MATERIALIZED (
                SELECT i.id, i.title FROM (
                    SELECT DISTINCT a.issue_id FROM (
                        SELECT issue_id FROM alerts
                        WHERE episode_id = $1 ORDER BY number DESC LIMIT $4) a
                    WHERE a.issue_id IS NOT NULL) alerted
                JOIN issues i ON i.id = alerted.issue_id AND i.status <> 'deleted'
                ORDER BY i.hour_count DESC, i.id LIMIT $5)
            SELECT left(b.title, 1000) AS title, earlier.events AS earlier, later.events AS later
            FROM busiest b
            CROSS JOIN LATERAL (
                SELECT count(*) AS events FROM (
                    SELECT FROM events e
                    WHERE e.issue_id = b.id AND e.received_at > $2::timestamptz - ($3::timestamptz - $2::timestamptz)
                      AND e.received_at <= $2::timestamptz LIMIT $6) counted) earlier
            CROSS JOIN LATERAL (
                SELECT count(*) AS events FROM (
                    SELECT FROM events e
                    WHERE e.issue_id = b.id AND e.received_at > $2::timestamptz AND e.received_at <= $3::timestamptz
                    LIMIT $6) counted) later
            WHERE earlier.events >= 1 AND later.events >= 2 * earlier.events
            ORDER BY later.events - earlier.events DESC, b.id LIMIT 1""";

    private AlertedIssueStore() {}

    /**
     * An issue that has more events than before.
     *
     * @param later events since the last message, at most {@link #mostEvents}
     */
    record Growing(String title, long earlier, long later) {}

    /** An issue with that many events may have more. */
    static int mostEvents() {
        return MOST_EVENTS;
    }

    /**
     * The issues of the range, worst first: by level, then by all their events.
     *
     * @param since events since then are counted; null to count all
     * @param pages makes the address of an issue
     */
    static Future<List<Line>> worst(
            SqlClient client, AlertRange range, @Nullable Instant since, Function<UUID, @Nullable String> pages) {
        Tuple arguments = range.arguments(AlertRange.MOST)
                .addValue(since == null ? null : time(since))
                .addValue(Message.MAX_LINES)
                .addValue(MOST_EVENTS);
        return client.preparedQuery(LINES).execute(arguments).map(rows -> {
            List<Line> lines = new ArrayList<>();
            rows.forEach(row -> lines.add(line(row, pages)));
            return lines;
        });
    }

    private static Line line(Row row, Function<UUID, @Nullable String> pages) {
        UUID id = row.getUUID("id");
        return new Line(
                id,
                row.getString("title"),
                Level.parse(row.getString("level")).orElse(Level.ERROR),
                row.getString("culprit"),
                row.getLong("events"),
                row.getLong("user_count"),
                row.getString("release"),
                pages.apply(id));
    }

    /** The issue of the episode that has the most more events since {@code since} than before, if at least twice as many. */
    static Future<Optional<Growing>> growing(SqlClient client, UUID episode, Instant since, Instant until) {
        return client.preparedQuery(GROWING)
                .execute(Tuple.of(episode, time(since), time(until), MOST_ALERTS, MOST_GROWING, MOST_EVENTS))
                .map(rows -> {
                    Iterator<Row> each = rows.iterator();
                    if (!each.hasNext()) {
                        return Optional.empty();
                    }
                    Row row = each.next();
                    return Optional.of(
                            new Growing(row.getString("title"), row.getLong("earlier"), row.getLong("later")));
                });
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
