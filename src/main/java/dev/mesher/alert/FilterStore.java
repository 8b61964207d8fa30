package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the issues that have an event that meets the filters of rules. One statement judges any number of both. */
final class FilterStore {
    /** Most events of an issue that are compared with the filters, the oldest ones within the range. */
    static final int MOST_EVENTS = 100;

    /**
     * Each event is read once, however many rules ask about it. What the filters cannot tell apart is compared once: of the
     * tags, only those count that some rule asks for.
     */
    static final String MEETING =
            """
            WITH asked AS MATERIALIZED (
                SELECT * FROM jsonb_to_recordset($5::jsonb) AS f (place integer, part integer, %1$s)),
            seen AS MATERIALIZED (
                SELECT DISTINCT r.place, r.part, e.environment, e.level, e.release, e.issue_id, e.tags
                FROM unnest($1::integer[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
                    WITH ORDINALITY AS r (part, issue_id, since, until, place)
                CROSS JOIN LATERAL (
                    SELECT e.environment, e.level, e.release, e.issue_id,
                           CASE WHEN cardinality($6::text[]) > 0 THEN (
                               SELECT jsonb_object_agg(k.key, e.tags -> k.key) FROM unnest($6::text[]) AS k (key)
                               WHERE e.tags ? k.key) END AS tags
                    FROM events e
                    WHERE e.issue_id = r.issue_id AND e.received_at >= r.since AND e.received_at <= r.until
                    ORDER BY e.received_at LIMIT %2$d) e)
            SELECT e.place::integer - 1 AS range, array_agg(DISTINCT f.place) AS filters
            FROM seen e JOIN asked f ON f.part = e.part
            WHERE %3$s
            GROUP BY e.place"""
                    .formatted(FilterSql.COLUMNS, MOST_EVENTS, FilterSql.conditions("e", "f"));

    private FilterStore() {}

    /**
     * The events of an issue within a range of time; both ends belong to it.
     *
     * @param part filters are asked about the ranges of the same part
     */
    record Range(int part, @Nullable UUID issue, OffsetDateTime since, OffsetDateTime until) {}

    /** Filters that are asked about the ranges of a part. */
    record Asked(int part, AlertFilters filters) {}

    /** Which ranges have an event that meets which filters. Both are told by their place in what was asked, from 0 on. */
    record Matches(Map<Integer, BitSet> filters) {
        boolean has(int range, int asked) {
            BitSet met = filters.get(range);
            return met != null && met.get(asked);
        }
    }

    static Future<Matches> meeting(SqlClient client, Collection<Range> ranges, Collection<Asked> asked) {
        return client.preparedQuery(MEETING).execute(parameters(ranges, asked)).map(rows -> {
            Map<Integer, BitSet> filters = new HashMap<>();
            for (Row row : rows) {
                BitSet met = new BitSet();
                for (Integer each : row.getArrayOfIntegers("filters")) {
                    met.set(each);
                }
                filters.put(row.getInteger("range"), met);
            }
            return new Matches(filters);
        });
    }

    static Tuple parameters(Collection<Range> ranges, Collection<Asked> asked) {
        JsonArray filters = new JsonArray();
        Set<String> tags = new HashSet<>();
        for (Asked each : asked) {
            filters.add(FilterSql.row(each.filters).put("place", filters.size()).put("part", each.part));
            each.filters.tag().map(AlertFilters.Tag::key).ifPresent(tags::add);
        }
        return Tuple.tuple()
                .addArrayOfInteger(ranges.stream().map(Range::part).toArray(Integer[]::new))
                .addArrayOfUUID(ranges.stream().map(Range::issue).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(ranges.stream().map(Range::since).toArray(OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(ranges.stream().map(Range::until).toArray(OffsetDateTime[]::new))
                .addValue(filters)
                .addArrayOfString(tags.toArray(String[]::new));
    }
}
