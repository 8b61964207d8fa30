package dev.mesher.api.query;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the issues whose events carry a tag. Looks at a bounded number of events. */
public final class TaggedIssueStore {
    /** The most events that one tag is looked for in. */
    public static final int MOST_EVENTS = 10_000;

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

    private final Pool pool;

    public TaggedIssueStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Looks up what the query needs, one tag after the other.
     *
     * @param me the caller; null when the caller has no account
     */
    public Future<ResolvedQuery> resolve(UUID project, IssueQuery query, @Nullable UUID me) {
        Iterator<Condition.Tagged> tags = query.tags().toList().iterator();
        return next(project, tags, new HashMap<>(), true)
                .map(found -> new ResolvedQuery(query, me, Map.copyOf(found.issues), found.complete));
    }

    private record Found(Map<Condition.Tagged, UUID[]> issues, boolean complete) {}

    private Future<Found> next(
            UUID project, Iterator<Condition.Tagged> tags, Map<Condition.Tagged, UUID[]> issues, boolean complete) {
        if (!tags.hasNext()) {
            return Future.succeededFuture(new Found(issues, complete));
        }
        Condition.Tagged tag = tags.next();
        return pool.preparedQuery(ISSUES).execute(arguments(project, tag)).compose(rows -> {
            Row row = rows.iterator().next();
            issues.put(tag, row.getArrayOfUUIDs("issues"));
            return next(project, tags, issues, complete && row.getBoolean("complete"));
        });
    }

    static Tuple arguments(UUID project, Condition.Tagged tag) {
        return Tuple.from(List.of(project, tag.key(), tag.value(), new JsonObject().put(tag.key(), tag.value())));
    }
}
