package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds the issues that have an event that meets a rule's filters. */
final class FilterStore {
    /** Most events of an issue that are compared with the filters, the oldest ones within the range. */
    static final int MOST_EVENTS = 100;

    /** Most ranges that a preview compares. */
    private static final int MOST_RANGES = 2_000;

    private static final String MEETING =
            """
            SELECT DISTINCT c.issue_id
            FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS c (issue_id, since, until)
            WHERE EXISTS (
                SELECT FROM (
                    SELECT e.environment, e.level, e.release, e.tags, e.issue_id FROM events e
                    WHERE e.issue_id = c.issue_id AND e.received_at >= c.since AND e.received_at <= c.until
                    ORDER BY e.received_at LIMIT %d) e
                WHERE %s OFFSET 0)"""
                    .formatted(MOST_EVENTS, FilterSql.conditions("e", 4));

    private FilterStore() {}

    /** The events of an issue within a range of time; both ends belong to it. */
    record Range(UUID issue, OffsetDateTime since, OffsetDateTime until) {}

    /** The ranges from that long before the moments to that long after them; at most {@value #MOST_RANGES}, the newest. */
    static List<Range> around(List<PreviewStore.Moment> moments, Duration before, Duration after) {
        List<Range> ranges = new ArrayList<>();
        for (PreviewStore.Moment moment : moments.subList(Math.max(0, moments.size() - MOST_RANGES), moments.size())) {
            if (moment.issue() != null) {
                ranges.add(new Range(
                        moment.issue(), moment.at().minus(before), moment.at().plus(after)));
            }
        }
        return ranges;
    }

    /** The issues of those ranges that have an event that meets all filters. */
    static Future<Set<UUID>> meeting(SqlClient client, AlertFilters filters, Collection<Range> ranges) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfUUID(ranges.stream().map(Range::issue).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(ranges.stream().map(Range::since).toArray(OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(ranges.stream().map(Range::until).toArray(OffsetDateTime[]::new));
        return client.preparedQuery(MEETING)
                .execute(FilterSql.add(parameters, filters))
                .map(rows -> {
                    Set<UUID> issues = new HashSet<>();
                    rows.forEach(row -> issues.add(row.getUUID("issue_id")));
                    return issues;
                });
    }
}
