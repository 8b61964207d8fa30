package dev.mesher.search;

import dev.mesher.event.Uuids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
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
import java.util.function.Consumer;

/**
 * Builds the search index of words and tags from stored events: each event once, in the order of the ids. An event's
 * environment and release count as tags. Several nodes may try at the same time; only one of them does it.
 */
public final class IndexStore {
    public static final int BLOCK = 16;
    public static final int MOST_TAG_VALUES = 200;

    private static final String NEW_EVENTS =
            """
            SELECT * FROM events
            WHERE id > $1 AND received_at >= $2 AND id < $3 AND received_at < $4
            ORDER BY id LIMIT $5""";

    /** Events of one hour of a project that were stored after the indexer had passed that hour. */
    private static final String LATE_EVENTS =
            """
            SELECT e.* FROM events e
            WHERE e.project_id = $1 AND e.id >= $2 AND e.id < $5 AND e.id <= (SELECT digested_to FROM digest_progress)
              AND e.received_at >= $3 AND e.received_at < $3 + interval '1 hour'
              AND NOT EXISTS (
                  SELECT FROM (SELECT unnest(ids) AS id FROM event_blocks WHERE project_id = $1 AND hour = $3) known
                  WHERE known.id = e.id)
            ORDER BY e.id LIMIT $4""";

    private static final String TEXTS =
            """
            SELECT id, received_at, project_id, date_trunc('hour', received_at, 'UTC') AS hour,
                   search_text(message, exception_type, exception_value) AS text
            FROM (%s) source
            ORDER BY id""";

    /** The arguments are those of {@link IndexBatch#arguments()}. */
    private static final String DIGEST =
            """
            WITH due AS MATERIALIZED (
                SELECT *, date_trunc('hour', received_at, 'UTC') AS hour
                FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::integer[])
                    given (id, received_at, project_id, block)),
            block AS (
                INSERT INTO event_blocks (project_id, last_id, hour, ids, times, words)
                SELECT i.project_id, i.ids[cardinality(i.ids)], i.hour, i.ids, i.times,
                       string_to_array(($5::text[])[i.block + 1], ' ')
                FROM (SELECT project_id, hour, block, array_agg(id ORDER BY id) AS ids,
                             array_agg(received_at ORDER BY id) AS times
                      FROM due GROUP BY 1, 2, 3) i),
            seen AS (
                SELECT e.project_id, t.key, e.hour, t.value, count(*) AS events,
                       row_number() OVER (PARTITION BY e.project_id, t.key, e.hour ORDER BY count(*) DESC) AS rank
                FROM (SELECT project_id, date_trunc('hour', received_at, 'UTC') AS hour,
                             event_tags(tags, environment, release) AS tags FROM events
                      WHERE id = ANY ($1::uuid[]) AND received_at BETWEEN $6 AND $7) e, jsonb_each_text(e.tags) t
                WHERE length(t.key) <= 200 AND length(t.value) <= 200
                GROUP BY 1, 2, 3, 4),
            -- Looked up one by one: a join would read all that is counted.
            held AS (
                SELECT k.*, (SELECT count(*) FROM tag_hours t
                             WHERE t.project_id = k.project_id AND t.key = k.key AND t.hour = k.hour) AS values
                FROM (SELECT DISTINCT project_id, key, hour FROM seen) k),
            tag AS (
                INSERT INTO tag_hours AS h (project_id, key, hour, value, event_count)
                SELECT s.project_id, s.key, s.hour, s.value, s.events
                FROM seen s JOIN held USING (project_id, key, hour)
                WHERE held.values + s.rank <= %d
                   OR (SELECT true FROM tag_hours t WHERE t.project_id = s.project_id AND t.key = s.key
                                                      AND t.hour = s.hour AND t.value = s.value)
                ON CONFLICT (project_id, key, hour, value) DO UPDATE SET event_count = h.event_count + excluded.event_count),
            hour AS (
                INSERT INTO digest_hours AS h (project_id, hour, event_count)
                SELECT project_id, hour, count(*) FROM due GROUP BY 1, 2
                ON CONFLICT (project_id, hour) DO UPDATE SET event_count = h.event_count + excluded.event_count),
            progress AS (
                UPDATE digest_progress SET digested_to = last.id, digested_until = last.received_at
                FROM (SELECT id, received_at FROM due ORDER BY id DESC LIMIT 1) last
                WHERE digested_to < last.id)
            SELECT""";

    /**
     * Hours that have more stored events than events that are indexed or waiting for it. Removed events are not
     * expected.
     */
    private static final String BEHIND =
            """
            WITH stored AS (
                SELECT p.id AS project_id, h.hour, h.events - coalesce(w.events, 0) AS events
                FROM projects p
                CROSS JOIN LATERAL (
                    SELECT hour, sum(event_count)::bigint AS events FROM project_hours
                    WHERE project_id = p.id AND hour >= $1 GROUP BY hour) h
                LEFT JOIN (
                    SELECT project_id, date_trunc('hour', received_at, 'UTC') AS hour, count(*) AS events FROM events
                    WHERE id > (SELECT digested_to FROM digest_progress)
                      AND received_at >= (SELECT digested_until FROM digest_progress)
                    GROUP BY 1, 2) w ON w.project_id = p.id AND w.hour = h.hour),
            fewer AS (
                UPDATE digest_hours d SET event_count = s.events FROM stored s
                WHERE d.project_id = s.project_id AND d.hour = s.hour AND d.event_count > s.events)
            SELECT s.project_id, s.hour, s.events
            FROM stored s LEFT JOIN digest_hours d ON d.project_id = s.project_id AND d.hour = s.hour
            WHERE s.events > coalesce(d.event_count, 0)
            ORDER BY s.hour LIMIT 1""";

    private static final String CAUGHT_UP =
            """
            INSERT INTO digest_hours (project_id, hour, event_count) VALUES ($1, $2, $3)
            ON CONFLICT (project_id, hour) DO UPDATE SET event_count = excluded.event_count""";

    private static final String FORGET =
            """
            WITH block AS (
                DELETE FROM event_blocks WHERE ctid = ANY (ARRAY(
                    SELECT b.ctid FROM event_blocks b JOIN projects p ON p.id = b.project_id
                    WHERE b.hour < now() - p.retention_days * interval '1 day' - interval '1 hour' LIMIT $1))
                RETURNING 1),
            tag AS (
                DELETE FROM tag_hours WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM tag_hours WHERE hour < now() - interval '2 days' LIMIT $1))
                RETURNING 1),
            hours AS (
                DELETE FROM digest_hours WHERE ctid = ANY (ARRAY(
                    SELECT d.ctid FROM digest_hours d JOIN projects p ON p.id = d.project_id
                    WHERE d.hour < now() - p.retention_days * interval '1 day' - interval '1 hour' LIMIT $1))
                RETURNING 1)
            SELECT greatest((SELECT count(*) FROM block), (SELECT count(*) FROM tag), (SELECT count(*) FROM hours))::integer
                AS gone""";

    private final Vertx vertx;
    private final Pool pool;
    private final int batch;
    private final Consumer<List<OffsetDateTime>> indexed;

    /**
     * @param vertx runs the cutting of the text on its worker threads
     * @param batch most events that one transaction indexes
     */
    public IndexStore(Vertx vertx, Pool pool, int batch) {
        this(vertx, pool, batch, received -> {});
    }

    /**
     * @param vertx runs the cutting of the text on its worker threads
     * @param batch most events that one transaction indexes
     * @param indexed takes the times at which the events of a transaction were received, after its commit
     */
    IndexStore(Vertx vertx, Pool pool, int batch, Consumer<List<OffsetDateTime>> indexed) {
        this.vertx = vertx;
        this.pool = pool;
        this.batch = batch;
        this.indexed = indexed;
    }

    /** Indexes the next batch of events received before {@code until}. True when there are more. */
    public Future<Boolean> digest(Instant until) {
        return exclusively((transaction, progress, received) -> digest(
                        transaction,
                        received,
                        NEW_EVENTS,
                        Tuple.of(
                                progress.getUUID("digested_to"),
                                progress.getOffsetDateTime("digested_until"),
                                Uuids.firstAt(until),
                                until.atOffset(ZoneOffset.UTC),
                                batch)))
                .map(digested -> digested == batch);
    }

    /**
     * Looks for an hour of a project with events that the indexer has passed, because they waited in a journal or for a
     * slow commit. Indexes a batch of them. True when there may be more.
     */
    public Future<Boolean> digestLate(Instant since) {
        return exclusively((transaction, progress, received) -> transaction
                        .preparedQuery(BEHIND)
                        .execute(Tuple.of(since.atOffset(ZoneOffset.UTC)))
                        .compose(hours -> first(hours)
                                .map(hour -> catchUp(transaction, received, hour))
                                .orElse(Future.succeededFuture(0))))
                .map(found -> found > 0);
    }

    /** Removes a batch of index rows that are older than the project's retention. True when there may be more. */
    public Future<Boolean> forget() {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(batch))
                .map(rows -> rows.iterator().next().getInteger("gone") == batch);
    }

    private Future<Integer> catchUp(SqlClient transaction, List<OffsetDateTime> received, Row behind) {
        UUID project = behind.getUUID("project_id");
        OffsetDateTime hour = behind.getOffsetDateTime("hour");
        return digest(
                        transaction,
                        received,
                        LATE_EVENTS,
                        Tuple.of(
                                project,
                                Uuids.firstAt(hour.toInstant()),
                                hour,
                                batch,
                                Uuids.firstAt(hour.plusHours(1).toInstant())))
                .compose(found -> found == batch
                        ? Future.succeededFuture(found)
                        : transaction
                                .preparedQuery(CAUGHT_UP)
                                .execute(Tuple.of(project, hour, behind.getLong("events")))
                                .map(found + 1));
    }

    /** Indexes the events of {@code source}, and adds their times to {@code received}. Completes with their number. */
    private Future<Integer> digest(
            SqlClient transaction, List<OffsetDateTime> received, String source, Tuple arguments) {
        return transaction
                .preparedQuery(TEXTS.formatted(source))
                .execute(arguments)
                .compose(events -> vertx.executeBlocking(() -> IndexBatch.of(events, BLOCK), false))
                .compose(events -> events.size() == 0
                        ? Future.succeededFuture(0)
                        : transaction
                                .preparedQuery(DIGEST.formatted(MOST_TAG_VALUES))
                                .execute(events.arguments())
                                .compose(digested ->
                                        ReleaseStore.note(transaction, events.ids(), events.first(), events.last()))
                                .map(noted -> {
                                    received.addAll(events.times());
                                    return events.size();
                                }));
    }

    /** Runs {@code step} while no other node indexes. Completes with 0 when another node does. */
    private Future<Integer> exclusively(Step step) {
        List<OffsetDateTime> received = new ArrayList<>();
        return pool.withTransaction(transaction -> transaction
                        .query("SELECT digested_to, digested_until FROM digest_progress FOR UPDATE SKIP LOCKED")
                        .execute()
                        .compose(rows -> first(rows)
                                .map(progress -> step.run(transaction, progress, received))
                                .orElse(Future.succeededFuture(0))))
                .onSuccess(committed -> indexed.accept(received));
    }

    private interface Step {
        Future<Integer> run(SqlClient transaction, Row progress, List<OffsetDateTime> received);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }
}
