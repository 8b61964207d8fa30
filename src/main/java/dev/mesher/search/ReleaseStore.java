package dev.mesher.search;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.UUID;

/**
 * Notes the releases and environments of events, and the release that each issue came with. An event may be noted again:
 * nothing is counted.
 */
public final class ReleaseStore {
    /** Most combinations of a release and an environment that a project may have. New ones beyond are not noted. */
    public static final int MOST = 10_000;

    /** How many combinations of a project stay when the oldest are removed, which makes room for new ones. */
    static final int KEPT = 5_000;

    /** {@code $1} the ids of the events, {@code $2} and {@code $3} the first and the last time of receipt. */
    private static final String NOTE =
            """
            WITH seen AS MATERIALIZED (
                SELECT e.project_id, e.issue_id, coalesce(e.release, '') AS release,
                       coalesce(e.environment, '') AS environment, e.received_at
                FROM events e WHERE e.id = ANY ($1::uuid[]) AND e.received_at BETWEEN $2 AND $3),
            place AS MATERIALIZED (
                SELECT s.project_id, s.release, s.environment, min(s.received_at) AS first, max(s.received_at) AS last
                FROM seen s JOIN projects p ON p.id = s.project_id
                WHERE s.release <> '' OR s.environment <> ''
                GROUP BY 1, 2, 3),
            known AS (
                UPDATE project_releases r
                SET first_seen = least(r.first_seen, p.first), last_seen = greatest(r.last_seen, p.last)
                FROM place p
                WHERE r.project_id = p.project_id AND r.release = p.release AND r.environment = p.environment
                RETURNING r.project_id, r.release, r.environment),
            unknown AS MATERIALIZED (
                SELECT p.*, row_number() OVER (PARTITION BY p.project_id ORDER BY p.last DESC) AS rank
                FROM place p LEFT JOIN known k USING (project_id, release, environment)
                WHERE k.project_id IS NULL),
            held AS (
                SELECT u.project_id, (SELECT count(*) FROM project_releases r WHERE r.project_id = u.project_id) AS places
                FROM (SELECT DISTINCT project_id FROM unknown) u),
            added AS (
                INSERT INTO project_releases AS r (project_id, release, environment, first_seen, last_seen)
                SELECT u.project_id, u.release, u.environment, u.first, u.last
                FROM unknown u JOIN held USING (project_id)
                WHERE held.places + u.rank <= %d)
            INSERT INTO issue_origins (issue_id, project_id, release)
            SELECT i.id, i.project_id, coalesce(first.release, '')
            FROM issues i
            LEFT JOIN LATERAL (
                SELECT e.release FROM events e WHERE e.issue_id = i.id AND e.received_at = i.first_seen
                ORDER BY e.id LIMIT 1) first ON true
            WHERE i.id = ANY (ARRAY(SELECT DISTINCT issue_id FROM seen)) AND i.status <> 'deleted'
              AND NOT EXISTS (SELECT FROM issue_origins o WHERE o.issue_id = i.id)
            ON CONFLICT DO NOTHING"""
                    .formatted(MOST);

    /** The lock on the progress of the digest keeps two nodes from noting at the same time. */
    private static final String PROGRESS =
            """
            SELECT r.read_from, least(r.events_left, $1::integer) AS count FROM release_progress r, digest_progress WHERE r.events_left > 0
            FOR UPDATE SKIP LOCKED""";

    private static final String FORMER_EVENTS =
            """
            SELECT id, received_at FROM events WHERE id < $1 AND received_at <= event_time($1)
            ORDER BY id DESC LIMIT $2""";

    private static final String ADVANCE =
            """
            UPDATE release_progress
            SET read_from = coalesce($1, read_from),
                events_left = CASE WHEN $2::integer < $3::integer THEN 0 ELSE greatest(0, events_left - $2::integer) END""";

    private static final String FORGET =
            """
            DELETE FROM project_releases WHERE ctid = ANY (ARRAY(
                SELECT r.ctid
                FROM (SELECT ctid, project_id, last_seen,
                             row_number() OVER (PARTITION BY project_id ORDER BY last_seen DESC) AS rank
                      FROM project_releases) r
                JOIN projects p ON p.id = r.project_id
                WHERE r.rank > %d OR r.last_seen < now() - p.retention_days * interval '1 day'
                LIMIT $1))"""
                    .formatted(KEPT);

    private final Pool pool;
    private final int batch;

    /**
     * @param batch most events that one transaction reads
     */
    public ReleaseStore(Pool pool, int batch) {
        this.pool = pool;
        this.batch = batch;
    }

    /** Notes events in the caller's transaction. */
    static Future<Void> note(SqlClient transaction, UUID[] ids, OffsetDateTime first, OffsetDateTime last) {
        return transaction
                .preparedQuery(NOTE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addOffsetDateTime(first)
                        .addOffsetDateTime(last))
                .mapEmpty();
    }

    /** Notes a batch of the events that were digested before releases were noted. True when there may be more. */
    public Future<Boolean> noteFormer() {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(PROGRESS)
                .execute(Tuple.of(batch))
                .compose(rows -> {
                    Iterator<Row> each = rows.iterator();
                    if (!each.hasNext()) {
                        return Future.succeededFuture(false);
                    }
                    Row progress = each.next();
                    return noteBefore(transaction, progress.getUUID("read_from"), progress.getInteger("count"));
                }));
    }

    private Future<Boolean> noteBefore(SqlClient transaction, UUID end, int count) {
        return transaction
                .preparedQuery(FORMER_EVENTS)
                .execute(Tuple.of(end, count))
                .compose(events -> {
                    UUID[] ids = new UUID[events.size()];
                    OffsetDateTime first = OffsetDateTime.MAX;
                    OffsetDateTime last = OffsetDateTime.MIN;
                    int n = 0;
                    for (Row event : events) {
                        OffsetDateTime time = event.getOffsetDateTime("received_at");
                        ids[n++] = event.getUUID("id");
                        first = time.isBefore(first) ? time : first;
                        last = time.isAfter(last) ? time : last;
                    }
                    Future<Void> noted = n == 0 ? Future.succeededFuture() : note(transaction, ids, first, last);
                    Tuple advance = Tuple.tuple()
                            .addUUID(ids.length == 0 ? null : ids[ids.length - 1])
                            .addInteger(ids.length)
                            .addInteger(count);
                    return noted.compose(
                                    done -> transaction.preparedQuery(ADVANCE).execute(advance))
                            .map(ids.length == count);
                });
    }

    /** Removes a batch of what is older than the project's retention, or too much. True when there may be more. */
    public Future<Boolean> forget() {
        return pool.preparedQuery(FORGET).execute(Tuple.of(batch)).map(rows -> rows.rowCount() == batch);
    }
}
