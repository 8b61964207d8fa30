package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds and deletes what is past a project's retention, in whole UTC days by PostgreSQL's clock. A day expires when its
 * last moment is older than the retention. Each step is one bounded transaction.
 */
final class RetentionStore {
    private static final String NOW_UTC = "(now() AT TIME ZONE 'UTC')::date";

    private static final String EXPIRED_PARTITION =
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'events'::regclass AND c.relname ~ '^events_p[0-9]{8}$'
              AND c.relname < 'events_p' || to_char(
                  %s - greatest((SELECT max(retention_days) FROM projects WHERE deleted_at IS NULL), $1), 'YYYYMMDD')
            ORDER BY c.relname LIMIT 1"""
                    .formatted(NOW_UTC);

    /**
     * The rows of {@code project_hours} say on which days a project may still have events. Those of deleted projects are
     * removed by {@link ProjectRemovalStore}.
     */
    private static final String EXPIRED_DAY =
            """
            SELECT p.id, h.day, p.cutoff
            FROM (SELECT id, (%s - retention_days)::timestamp AT TIME ZONE 'UTC' AS cutoff FROM projects
                  WHERE deleted_at IS NULL) p
            CROSS JOIN LATERAL (
                SELECT date_trunc('day', hour, 'UTC') AS day FROM project_hours
                WHERE project_id = p.id AND hour < p.cutoff ORDER BY project_id, hour LIMIT 1) h
            LIMIT 1"""
                    .formatted(NOW_UTC);

    private static final String DELETE_EVENTS =
            """
            WITH expired AS MATERIALIZED (
                SELECT e.id, e.received_at
                FROM issues i CROSS JOIN LATERAL (
                    SELECT id, received_at FROM events
                    WHERE issue_id = i.id AND received_at >= $2 AND received_at < $2::timestamptz + interval '1 day'
                    LIMIT $3) e
                WHERE i.project_id = $1 LIMIT $3),
            gone AS (
                DELETE FROM events e USING expired x
                WHERE e.id = x.id AND e.received_at = x.received_at
                  AND e.received_at >= $2 AND e.received_at < $2::timestamptz + interval '1 day'
                RETURNING e.received_at, e.level),
            counted AS (
                INSERT INTO project_hours AS h (project_id, hour, level, slot, event_count)
                SELECT $1, date_trunc('hour', received_at, 'UTC'), level, $4, -count(*)
                FROM gone GROUP BY 2, 3 ORDER BY 2, 3
                ON CONFLICT (project_id, hour, level, slot)
                DO UPDATE SET event_count = h.event_count + excluded.event_count)
            SELECT count(*) AS gone FROM gone""";

    /**
     * An issue's hourly counts are kept for at least eight days, however short the retention, since spikes are detected
     * by them.
     */
    private static final String DELETE_ISSUE_HOURS =
            """
            DELETE FROM issue_hours WHERE (issue_id, hour) IN (
                SELECT h.issue_id, h.hour FROM issues i CROSS JOIN LATERAL (
                    SELECT issue_id, hour FROM issue_hours
                    WHERE issue_id = i.id AND hour < least($2, now() - interval '8 days') LIMIT $3) h
                WHERE i.project_id = $1 LIMIT $3)""";

    /** Discarded issues stay, since they tell which events to refuse. */
    private static final String EXPIRE_ISSUES =
            """
            WITH expired AS MATERIALIZED (
                SELECT id FROM issues
                WHERE project_id = $1 AND last_seen < $2 AND status NOT IN ('deleted', 'discarded')
                ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED),
            freed AS (DELETE FROM issue_fingerprints f USING expired x WHERE f.issue_id = x.id)
            UPDATE issues i SET status = 'deleted' FROM expired x WHERE i.id = x.id""";

    private static final String FORGET_DAY =
            "DELETE FROM project_hours WHERE project_id = $1 AND hour >= $2 AND hour < $2::timestamptz + interval '1 day'";

    private RetentionStore() {}

    /**
     * A day that is past a project's retention.
     *
     * @param cutoff start of the first day that the project keeps
     */
    record ExpiredDay(UUID projectId, OffsetDateTime day, OffsetDateTime cutoff) {}

    /**
     * The oldest partition that no project may keep.
     *
     * @param minDays days that are kept whatever the projects say
     */
    static Future<Optional<String>> expiredPartition(SqlConnection transaction, int minDays) {
        return transaction
                .preparedQuery(EXPIRED_PARTITION)
                .execute(Tuple.of(minDays))
                .map(rows -> {
                    Iterator<Row> each = rows.iterator();
                    return each.hasNext() ? Optional.of(each.next().getString(0)) : Optional.empty();
                });
    }

    /**
     * Drops a partition. It waits only briefly for the table's lock, because inserts queue up behind it.
     *
     * @param partition as {@link #expiredPartition} names it
     */
    static Future<Void> drop(SqlConnection transaction, String partition) {
        return transaction
                .query("SET LOCAL lock_timeout = '50ms'; DROP TABLE " + partition)
                .execute()
                .mapEmpty();
    }

    static Future<Optional<ExpiredDay>> expiredDay(SqlConnection transaction) {
        return transaction.query(EXPIRED_DAY).execute().map(rows -> {
            Iterator<Row> each = rows.iterator();
            if (!each.hasNext()) {
                return Optional.empty();
            }
            Row row = each.next();
            return Optional.of(
                    new ExpiredDay(row.getUUID("id"), row.getOffsetDateTime("day"), row.getOffsetDateTime("cutoff")));
        });
    }

    /** Deletes up to {@code batch} events of the day. Returns how many it deleted. */
    static Future<Integer> deleteEvents(SqlConnection transaction, ExpiredDay expired, int batch) {
        return transaction
                .preparedQuery(DELETE_EVENTS)
                .execute(Tuple.of(expired.projectId(), expired.day(), batch, ClosedHourStore.SLOT))
                .map(rows -> rows.iterator().next().getInteger("gone"));
    }

    static Future<Integer> deleteIssueHours(SqlConnection transaction, ExpiredDay expired, int batch) {
        return transaction
                .preparedQuery(DELETE_ISSUE_HOURS)
                .execute(Tuple.of(expired.projectId(), expired.cutoff(), batch))
                .map(rows -> rows.rowCount());
    }

    /**
     * Marks issues that were last seen before the cutoff as deleted; {@link IssueRemovalStore} removes the rest of them
     * later.
     */
    static Future<Integer> expireIssues(SqlConnection transaction, ExpiredDay expired, int batch) {
        return transaction
                .preparedQuery(EXPIRE_ISSUES)
                .execute(Tuple.of(expired.projectId(), expired.cutoff(), batch))
                .map(rows -> rows.rowCount());
    }

    /** Deletes the project's hourly counts of that day. To be called when nothing else of the day is left. */
    static Future<Void> forgetDay(SqlConnection transaction, ExpiredDay expired) {
        return transaction
                .preparedQuery(FORGET_DAY)
                .execute(Tuple.of(expired.projectId(), expired.day()))
                .mapEmpty();
    }
}
