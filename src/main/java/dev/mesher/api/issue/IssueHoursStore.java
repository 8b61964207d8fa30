package dev.mesher.api.issue;

import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** The number of an issue's events over time, from hourly counts. */
public final class IssueHoursStore {
    /** Reads the hours in the range by the primary key. An issue's newest hour stands in its own row. */
    static final String COUNTS =
            """
            SELECT each.start, (SELECT coalesce(sum(h.event_count), 0)::bigint FROM issue_hours h
                                WHERE h.issue_id = i.id AND h.hour >= each.start AND h.hour < each.ends)
                             + CASE WHEN i.hour >= each.start AND i.hour < each.ends THEN i.hour_count ELSE 0 END AS events
            FROM issues i
            CROSS JOIN (SELECT start, start + $4 * interval '1 hour' AS ends
                        FROM generate_series($2::timestamptz, $3::timestamptz - interval '1 microsecond',
                                             $4::integer * interval '1 hour') start) each
            WHERE i.id = $1
            ORDER BY each.start""";

    private final Pool pool;

    public IssueHoursStore(Pool pool) {
        this.pool = pool;
    }

    /** The count of each bucket, oldest first, also of those without an event. */
    Future<JsonArray> counts(UUID issue, HoursRange range) {
        return pool.preparedQuery(COUNTS)
                .execute(
                        Tuple.of(issue, range.from(), range.to(), range.bucket().hours()))
                .map(rows -> {
                    JsonArray counts = new JsonArray();
                    rows.forEach(row -> counts.add(new JsonObject()
                            .put("bucket", Times.text(row.getOffsetDateTime("start")))
                            .put("count", row.getLong("events"))));
                    return counts;
                });
    }
}
