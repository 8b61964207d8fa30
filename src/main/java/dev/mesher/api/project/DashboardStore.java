package dev.mesher.api.project;

import dev.mesher.http.Times;
import dev.mesher.search.SearchStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.function.Function;

/**
 * Summary figures of a project, from hourly counts. "The last 24 hours" are all hours that overlap with them, so the
 * first of those hours counts whole. Events of deleted issues count until they are removed.
 */
public final class DashboardStore {
    private static final String FIRST_HOUR = "date_trunc('hour', now() - interval '24 hours', 'UTC')";

    /** Includes hours without an event. */
    public static final String VOLUME =
            """
            SELECT bucket, sum(events)::bigint AS events FROM (
                SELECT date_trunc($2, hour, 'UTC') AS bucket, event_count AS events
                FROM project_hours WHERE project_id = $1 AND hour >= %1$s
                UNION ALL
                SELECT date_trunc($2, hour, 'UTC'), 0 FROM generate_series(%1$s, now(), interval '1 hour') hour) hours
            GROUP BY bucket ORDER BY bucket"""
                    .formatted(FIRST_HOUR);

    public static final String LEVELS =
            """
            SELECT level, sum(event_count)::bigint AS events FROM project_hours
            WHERE project_id = $1 AND hour >= %s
            GROUP BY level HAVING sum(event_count) > 0 ORDER BY events DESC, level"""
                    .formatted(FIRST_HOUR);

    static final String TOP_ISSUES =
            """
            SELECT id, title, level, status, event_count, last_seen FROM issues
            WHERE project_id = $1 AND status = 'unresolved'
            ORDER BY event_count DESC, id DESC LIMIT\s""";

    /** Adds the hours in the index and the events that are not indexed yet. */
    public static final String TAGS =
            """
            SELECT value, sum(events)::bigint AS events FROM (
                SELECT value, event_count AS events FROM tag_hours
                WHERE project_id = $1 AND key = $2 AND hour >= %s
                UNION ALL
                SELECT e.tags ->> $2, 1
                FROM (SELECT project_id, event_tags(tags, environment, release) AS tags FROM events
                      WHERE id > (SELECT digested_to FROM digest_progress)
                        AND received_at >= (SELECT digested_until FROM digest_progress)
                      ORDER BY id DESC LIMIT %d) e
                WHERE e.project_id = $1 AND e.tags ? $2) each
            GROUP BY value ORDER BY events DESC, value LIMIT\s"""
                    .formatted(FIRST_HOUR, SearchStore.MOST_FRESH);

    public static final String HEALTH =
            """
            SELECT (SELECT count(*) FROM issues WHERE project_id = $1 AND status = 'unresolved') AS unresolved,
                   (SELECT coalesce(sum(event_count), 0)::bigint FROM project_hours
                    WHERE project_id = $1 AND hour >= %s) AS events,
                   (SELECT count(*) FROM issues
                    WHERE project_id = $1 AND status <> 'deleted' AND first_seen >= date_trunc('day', now(), 'UTC'))
                       AS fresh"""
                    .formatted(FIRST_HOUR);

    private final Pool pool;

    public DashboardStore(Pool pool) {
        this.pool = pool;
    }

    /** The number of events by {@code hour} or {@code day}, oldest first. */
    Future<JsonArray> volume(UUID project, String bucket) {
        return list(VOLUME, Tuple.of(project, bucket), row -> new JsonObject()
                .put("bucket", Times.text(row.getOffsetDateTime("bucket")))
                .put("count", row.getLong("events")));
    }

    /** The levels of the last 24 hours, the most frequent first. */
    Future<JsonArray> levels(UUID project) {
        return list(LEVELS, Tuple.of(project), row -> new JsonObject()
                .put("level", row.getString("level"))
                .put("count", row.getLong("events")));
    }

    /** The unresolved issues with the most events since they were opened. */
    Future<JsonArray> topIssues(UUID project, int limit) {
        return list(TOP_ISSUES + limit, Tuple.of(project), row -> new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("title", row.getString("title"))
                .put("level", row.getString("level"))
                .put("status", row.getString("status"))
                .put("event_count", row.getLong("event_count"))
                .put("last_seen", Times.text(row.getOffsetDateTime("last_seen"))));
    }

    /** The most frequent values of a tag. The counts are exact for hours with at most 200 values of the tag. */
    Future<JsonArray> tags(UUID project, String key, int limit) {
        return list(TAGS + limit, Tuple.of(project, key), row -> new JsonObject()
                .put("value", row.getString("value"))
                .put("count", row.getLong("events")));
    }

    Future<JsonObject> health(UUID project) {
        return pool.preparedQuery(HEALTH).execute(Tuple.of(project)).map(rows -> {
            Row row = rows.iterator().next();
            return new JsonObject()
                    .put("unresolved_count", row.getLong("unresolved"))
                    .put("events_24h", row.getLong("events"))
                    .put("new_today", row.getLong("fresh"));
        });
    }

    private Future<JsonArray> list(String query, Tuple arguments, Function<Row, JsonObject> item) {
        return pool.preparedQuery(query).execute(arguments).map(rows -> {
            JsonArray items = new JsonArray();
            rows.forEach(row -> items.add(item.apply(row)));
            return items;
        });
    }
}
