package dev.mesher.api.query;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Finds the issues whose events carry a tag. Looks at a bounded number of events. */
public final class TaggedIssueStore {
    /** The most events that one tag is looked for in. */
    public static final int MOST_EVENTS = 2_500;

    /** A tag that so many events of the last two days carry is not looked up in its index, which would list them all. */
    private static final int FREQUENT = 100_000;

    /**
     * {@code $1} project, {@code $2} the tag's name, {@code $3} its value, {@code $4} both as JSON. A frequent tag is
     * looked for in the newest events. Any other is looked up in the index of each day, from the newest day back. The
     * index holds the events of all projects: those of other projects count too, so that the work is bounded. OFFSET 0
     * makes the planner look into one day at a time.
     */
    public static final String ISSUES =
            """
            WITH frequent AS MATERIALIZED (
                SELECT coalesce(sum(event_count), 0) >= %2$d AS so FROM tag_hours
                WHERE project_id = $1 AND key = $2 AND value = $3 AND hour >= now() - interval '2 days'),
            newest AS MATERIALIZED (
                SELECT e.issue_id FROM (SELECT project_id, issue_id, tags FROM events ORDER BY id DESC LIMIT %1$d) e
                WHERE (SELECT so FROM frequent) AND e.project_id = $1 AND e.tags @> $4::jsonb),
            indexed AS MATERIALIZED (
                SELECT e.project_id, e.issue_id
                FROM (SELECT starts, ends FROM event_days ORDER BY starts DESC) d
                CROSS JOIN LATERAL (
                    SELECT s.project_id, s.issue_id FROM events s
                    WHERE s.tags @> $4::jsonb AND s.received_at >= d.starts AND s.received_at < d.ends OFFSET 0) e
                WHERE NOT (SELECT so FROM frequent)
                LIMIT %1$d)
            SELECT ARRAY(SELECT issue_id FROM newest UNION SELECT issue_id FROM indexed WHERE project_id = $1) AS issues,
                   NOT (SELECT so FROM frequent) AND (SELECT count(*) FROM indexed) < %1$d AS complete"""
                    .formatted(MOST_EVENTS, FREQUENT);

    private TaggedIssueStore() {}

    /** The issues with the tag, and whether all events with it were looked at. */
    static Future<Found> find(Pool pool, UUID project, Condition.Tagged tag) {
        return pool.preparedQuery(ISSUES).execute(arguments(project, tag)).map(rows -> {
            Row row = rows.iterator().next();
            return new Found(row.getArrayOfUUIDs("issues"), row.getBoolean("complete"));
        });
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Found(UUID[] issues, boolean complete) {}

    static Tuple arguments(UUID project, Condition.Tagged tag) {
        return Tuple.from(List.of(project, tag.key(), tag.value(), new JsonObject().put(tag.key(), tag.value())));
    }
}
