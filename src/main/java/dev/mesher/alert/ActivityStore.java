package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the projects that received events since the last look, and counts their events within a window. */
final class ActivityStore {
    /**
     * Covers the last 25 hours: as long as an event may wait in a journal and still count, and longer than the longest
     * window. Projects whose rule is disabled or in its cool-down are followed too, so that no old changes are reported
     * when it becomes active.
     */
    private static final String CHANGED =
            """
            WITH watched AS MATERIALIZED (
                SELECT DISTINCT project_id FROM alert_rules
                WHERE condition_json ->> 'condition_type' IN ('threshold', 'spike', 'users')),
            counted AS (
                SELECT h.project_id, h.hour, sum(h.event_count)::bigint AS events
                FROM watched w JOIN project_hours h ON h.project_id = w.project_id
                WHERE h.hour >= date_trunc('hour', $1::timestamptz, 'UTC') - interval '25 hours'
                GROUP BY 1, 2),
            changed AS MATERIALIZED (
                SELECT c.*, c.events - coalesce(p.event_count, 0) AS more
                FROM counted c LEFT JOIN alert_progress p USING (project_id, hour)
                WHERE c.events <> coalesce(p.event_count, 0)),
            forgotten AS (
                DELETE FROM alert_progress p USING changed c
                WHERE p.project_id = c.project_id
                  AND p.hour < date_trunc('hour', $1::timestamptz, 'UTC') - interval '25 hours'),
            kept AS (
                INSERT INTO alert_progress AS p (project_id, hour, event_count)
                SELECT project_id, hour, events FROM changed
                ON CONFLICT (project_id, hour) DO UPDATE SET event_count = excluded.event_count)
            SELECT project_id, min(hour) AS first_hour, sum(more)::bigint AS more, bool_or(more < 0) AS less,
                   min(hour) < date_trunc('hour', $1::timestamptz, 'UTC') AS past
            FROM changed GROUP BY project_id""";

    /**
     * Only issues that were seen in the window are read, and the index of their events is counted no further than
     * needed.
     */
    private static final String EVENTS_SINCE =
            """
            SELECT count(*) AS events FROM (
                SELECT FROM issues i CROSS JOIN LATERAL (
                    SELECT FROM events e
                    WHERE e.issue_id = i.id AND e.received_at > $4::timestamptz - $2::interval
                      AND e.received_at < $4::timestamptz + interval '1 hour'
                    LIMIT $3) seen
                WHERE i.project_id = $1 AND i.last_seen > $4::timestamptz - $2::interval
                LIMIT $3) counted""";

    private static final String DENSE =
            """
            SELECT EXISTS (SELECT FROM (
                SELECT received_at, lag(received_at, $4) OVER (ORDER BY received_at) AS first
                FROM (
                    SELECT e.received_at FROM issues i CROSS JOIN LATERAL (
                        SELECT e.received_at FROM events e
                        WHERE e.issue_id = i.id AND e.received_at > $2::timestamptz - $3::interval
                          AND e.received_at < $6::timestamptz + interval '1 hour'
                        LIMIT $5) e
                    WHERE i.project_id = $1 AND i.last_seen > $2::timestamptz - $3::interval
                    LIMIT $5) events) windows
            WHERE received_at - first < $3::interval) AS dense""";

    /** An event in the hour after may come from a node whose clock is ahead. */
    private static final String NEWEST =
            """
            SELECT max(last_seen) AS newest FROM issues
            WHERE project_id = $1 AND last_seen < $2::timestamptz + interval '1 hour'""";

    private static final int DENSE_ROWS = 300_000;

    private ActivityStore() {}

    /**
     * What a project received since the last look.
     *
     * @param firstHour the earliest hour whose count changed
     * @param more events by which the counts grew in total
     * @param less whether a count shrank, in which case {@code more} is too low
     * @param past whether the count of an hour before the current one changed
     */
    record Change(UUID projectId, OffsetDateTime firstHour, long more, boolean less, boolean past) {}

    /** The changes of those projects that have a counting rule. The next look starts from here. */
    static Future<List<Change>> changes(SqlConnection transaction, OffsetDateTime now) {
        return transaction.preparedQuery(CHANGED).execute(Tuple.of(now)).map(rows -> {
            List<Change> changes = new ArrayList<>();
            for (Row row : rows) {
                changes.add(new Change(
                        row.getUUID("project_id"),
                        row.getOffsetDateTime("first_hour"),
                        row.getLong("more"),
                        row.getBoolean("less"),
                        row.getBoolean("past")));
            }
            return changes;
        });
    }

    /** The number of the project's events in the window that ends now. Counting stops at {@code enough}. */
    static Future<Integer> eventsSince(
            SqlConnection transaction, OffsetDateTime now, UUID project, Duration window, int enough) {
        return transaction
                .preparedQuery(EVENTS_SINCE)
                .execute(Tuple.of(project, Interval.of(window), enough, now))
                .map(rows -> rows.iterator().next().getInteger("events"));
    }

    /**
     * Whether the project received that many events in any window of that length, from just before {@code from} until
     * now.
     */
    static Future<Boolean> dense(
            SqlConnection transaction,
            OffsetDateTime now,
            UUID project,
            OffsetDateTime from,
            Duration window,
            int events) {
        return transaction
                .preparedQuery(DENSE)
                .execute(Tuple.of(project, from, Interval.of(window), events - 1, DENSE_ROWS, now))
                .map(rows -> rows.iterator().next().getBoolean("dense"));
    }

    /** When the project's newest event was received; null when it has no issues. */
    static Future<@Nullable OffsetDateTime> newestEvent(SqlConnection transaction, OffsetDateTime now, UUID project) {
        return transaction.preparedQuery(NEWEST).execute(Tuple.of(project, now)).map(rows -> rows.iterator()
                .next()
                .getOffsetDateTime("newest"));
    }

    static OffsetDateTime latest(OffsetDateTime one, OffsetDateTime other) {
        return one.isAfter(other) ? one : other;
    }
}
