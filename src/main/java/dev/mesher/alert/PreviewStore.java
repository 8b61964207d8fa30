package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened in a project that may have fired a rule, the oldest first. Every statement reads a bounded number of rows. */
final class PreviewStore {
    private static final int MOST_ROWS = 200_000;

    private static final String RANGE =
            """
            SELECT now() AS now, retention_days < 7 OR EXISTS (
                SELECT FROM gone_issues g WHERE g.project_id = p.id AND g.gone_at >= now() - interval '7 days') AS removed
            FROM projects p WHERE id = $1""";

    private static final String NEW_ISSUES =
            """
            WITH compared AS MATERIALIZED (
                SELECT id, first_seen, status FROM issues WHERE project_id = $1 LIMIT %1$d)
            SELECT issue_id, at, all_of.read
            FROM (SELECT count(*) AS read FROM compared) all_of
            LEFT JOIN (
                SELECT id AS issue_id, first_seen AS at FROM compared
                WHERE first_seen >= $2 AND first_seen <= $3 AND status <> 'deleted') opened ON true
            ORDER BY at"""
                    .formatted(MOST_ROWS);

    private static final String REGRESSIONS =
            """
            SELECT issue_id, at, count(*) OVER () AS read
            FROM (SELECT issue_id, at FROM activities
                  WHERE project_id = $1 AND kind = 'regressed' AND at >= $2 AND at <= $3 ORDER BY at DESC LIMIT %1$d) a
            ORDER BY at"""
                    .formatted(MOST_ROWS);

    /** Judges whole hours. The rule itself judges the hour that ends with the issue's newest event. */
    private static final String SPIKES =
            """
            SELECT issue_id, hour AS at, read
            FROM (SELECT issue_id, hour, event_count, count(*) OVER () AS read,
                         sum(event_count) OVER (PARTITION BY issue_id ORDER BY hour
                             RANGE BETWEEN interval '%2$d hours' PRECEDING AND interval '1 hour' PRECEDING) AS before
                  FROM (SELECT h.* FROM issues i
                        CROSS JOIN LATERAL (
                            SELECT a.issue_id, a.hour, a.event_count FROM issue_activity a
                            WHERE a.issue_id = i.id AND a.hour >= $2::timestamptz - interval '%2$d hours' AND a.hour <= $3) h
                        WHERE i.project_id = $1 AND i.last_seen >= $2 AND i.status NOT IN ('deleted', 'discarded')
                        LIMIT %1$d) counts) hours
            WHERE hour >= $2 AND event_count > %3$d AND event_count * %2$d > %4$d * coalesce(before, 0)
            ORDER BY hour"""
                    .formatted(MOST_ROWS, SpikeRule.HOURS, SpikeRule.EVENTS, SpikeRule.TIMES);

    /** The ends of windows that have enough events, one for each minute. Reads the index's times and no events. */
    private static final String DENSE =
            """
            WITH events AS MATERIALIZED (%s)
            SELECT NULL::uuid AS issue_id, at, all_of.read
            FROM (SELECT count(*) AS read FROM events) all_of
            LEFT JOIN (
                SELECT min(received_at) AS at
                FROM (SELECT received_at, lag(received_at, $4) OVER (ORDER BY received_at) AS first FROM events) windows
                WHERE received_at - first < $5::interval
                GROUP BY date_trunc('minute', received_at)) reached ON true
            ORDER BY at"""
                    .formatted(NewestEvents.times(MOST_ROWS));

    private PreviewStore() {}

    /**
     * The present time by PostgreSQL's clock.
     *
     * @param removed whether issues or events of the last seven days were removed
     */
    record Range(OffsetDateTime now, boolean removed) {}

    /**
     * A time at which the condition was true.
     *
     * @param issue null when the rule judges the whole project
     */
    record Moment(@Nullable UUID issue, OffsetDateTime at) {}

    /** Moments, or counts, and whether everything was read. */
    record Read<T>(List<T> found, boolean all) {}

    static Future<Range> range(SqlClient client, UUID project) {
        return client.preparedQuery(RANGE).execute(Tuple.of(project)).map(rows -> {
            Row row = rows.iterator().next();
            return new Range(row.getOffsetDateTime("now"), row.getBoolean("removed"));
        });
    }

    static Future<Read<Moment>> newIssues(SqlClient client, Tuple range) {
        return moments(client, NEW_ISSUES, range);
    }

    static Future<Read<Moment>> regressions(SqlClient client, Tuple range) {
        return moments(client, REGRESSIONS, range);
    }

    static Future<Read<Moment>> spikes(SqlClient client, Tuple range) {
        return moments(client, SPIKES, range);
    }

    /** The moments at which a window that ended then had so many events. */
    static Future<Read<Moment>> dense(SqlClient client, Tuple range, int events, Duration window) {
        return moments(client, DENSE, range.addInteger(events - 1).addValue(Interval.of(window)));
    }

    /** A row whose time is NULL is no moment: it tells how much was read. Where no row comes, nothing was read. */
    private static Future<Read<Moment>> moments(SqlClient client, String statement, Tuple parameters) {
        return client.preparedQuery(statement).execute(parameters).map(rows -> {
            List<Moment> moments = new ArrayList<>(rows.size());
            boolean all = true;
            for (Row row : rows) {
                OffsetDateTime at = row.getOffsetDateTime("at");
                if (at != null) {
                    moments.add(new Moment(row.getUUID("issue_id"), at));
                }
                all = row.getLong("read") < MOST_ROWS;
            }
            return new Read<>(moments, all);
        });
    }
}
