package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Estimates how many events of a window meet a rule's filters, when the window has too many to compare them all. It compares
 * the events of every n-th block of the search index, so that they are spread evenly over the window. Events that the index
 * does not have yet are all compared.
 */
final class EventEstimateStore {
    /** Blocks whose events are compared, of 16 events each: {@value} are 10,000 events. */
    private static final int COMPARED_BLOCKS = 625;

    /** Most blocks of the window that are counted, the newest: 1.6 million events of a busy project. Reads an index alone. */
    private static final int COUNTED_BLOCKS = 100_000;

    static final String ESTIMATE =
            """
            WITH placed AS MATERIALIZED (
                SELECT last_id, row_number() OVER (ORDER BY last_id DESC) - 1 AS place, count(*) OVER () AS blocks
                FROM (SELECT last_id FROM event_blocks
                      WHERE project_id = $1 AND last_id >= first_event_id($2::timestamptz)
                      ORDER BY last_id DESC LIMIT %1$d) newest),
            taken AS MATERIALIZED (
                SELECT p.blocks, b.ids, b.times FROM placed p
                CROSS JOIN LATERAL (
                    SELECT s.ids, s.times FROM event_blocks s
                    WHERE s.project_id = $1 AND s.last_id = p.last_id OFFSET 0) b
                WHERE p.place %% ((p.blocks + %2$d - 1) / %2$d) = 0),
            share AS (SELECT coalesce(max(blocks)::float8 / count(*), 0) AS blocks FROM taken),
            indexed AS (
                SELECT count(*) AS compared, count(*) FILTER (WHERE %3$s) AS meeting
                FROM taken t CROSS JOIN LATERAL unnest(t.ids, t.times) AS u (id, received_at)
                CROSS JOIN LATERAL (
                    SELECT s.* FROM events s WHERE s.id = u.id AND s.received_at = u.received_at OFFSET 0) e
                WHERE u.received_at >= $2 AND u.received_at <= $3),
            waiting AS (
                SELECT count(*) AS compared, count(*) FILTER (WHERE %3$s) AS meeting FROM %4$s e)
            SELECT i.compared + w.compared AS compared, i.meeting + w.meeting AS meeting,
                   round(i.compared * s.blocks)::bigint + w.compared AS total,
                   round(i.meeting * s.blocks)::bigint + w.meeting AS estimate
            FROM share s, indexed i, waiting w"""
                    .formatted(COUNTED_BLOCKS, COMPARED_BLOCKS, FilterSql.conditions("e", 4), NewestEvents.waiting());

    private EventEstimateStore() {}

    /**
     * What was estimated.
     *
     * @param compared how many events were compared with the filters
     * @param meeting how many of them meet the filters
     * @param total about how many events the window has
     * @param estimate about how many of those meet the filters
     */
    record Estimate(long compared, long meeting, long total, long estimate) {}

    static Future<Estimate> estimate(
            SqlClient client, UUID project, OffsetDateTime since, OffsetDateTime until, AlertFilters filters) {
        return client.preparedQuery(ESTIMATE)
                .execute(FilterSql.add(Tuple.of(project, since, until), filters))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Estimate(
                            row.getLong("compared"),
                            row.getLong("meeting"),
                            row.getLong("total"),
                            row.getLong("estimate"));
                });
    }
}
