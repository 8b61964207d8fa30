package dev.mesher.told.content;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads release, environment and tags of a sample of the events that alerts are about. */
final class TraitStore {
    /** Most alerts, the newest ones, whose issues are in the sample. */
    private static final int MOST_ALERTS = 2_000;

    private static final int MOST_ISSUES = 100;

    /** Most events of an issue, when there are too few issues to compare. */
    private static final int MOST_EVENTS = 30;

    /** Most tags of an event, and most characters of a name or a value. */
    private static final int MOST_TAGS = 50;

    private static final int MAX_TEXT = 100;

    /** The newest event of each of the newest issues. When these are fewer than three, some of the newest events of each. */
    private static final String SAMPLE =
            """
            WITH newest AS MATERIALIZED (
                SELECT a.issue_id FROM (%s) a WHERE a.issue_id IS NOT NULL
                GROUP BY a.issue_id ORDER BY max(a.number) DESC LIMIT $5)
            SELECT left(e.release, $8) AS release, left(e.environment, $8) AS environment, t.tags
            FROM newest n
            CROSS JOIN LATERAL (
                SELECT s.release, s.environment, s.tags FROM events s WHERE s.issue_id = n.issue_id
                ORDER BY s.received_at DESC
                LIMIT CASE WHEN (SELECT count(*) FROM newest) < 3 THEN $6::integer ELSE 1 END) e
            CROSS JOIN LATERAL (
                SELECT jsonb_object_agg(k.key, k.value) AS tags FROM (
                    SELECT p.key, left(p.value, $8) AS value
                    FROM jsonb_each_text(CASE WHEN jsonb_typeof(e.tags) = 'object' THEN e.tags ELSE '{}' END) p
                    WHERE length(p.key) <= $8 AND p.value IS NOT NULL LIMIT $7) k) t"""
                    .formatted(AlertRange.ALERTS);

    private TraitStore() {}

    /** What each event of the sample says of where it comes from, by name. */
    static Future<List<Map<String, String>>> sample(SqlClient client, AlertRange range) {
        return client.preparedQuery(SAMPLE)
                .execute(range.arguments(MOST_ALERTS)
                        .addValue(MOST_ISSUES)
                        .addValue(MOST_EVENTS)
                        .addValue(MOST_TAGS)
                        .addValue(MAX_TEXT))
                .map(rows -> {
                    List<Map<String, String>> sample = new ArrayList<>();
                    rows.forEach(row -> sample.add(
                            traits(row.getString("release"), row.getString("environment"), row.getJsonObject("tags"))));
                    return sample;
                });
    }

    /** A tag that has the name of a field comes second to it. */
    private static Map<String, String> traits(
            @Nullable String release, @Nullable String environment, @Nullable JsonObject tags) {
        Map<String, String> traits = new LinkedHashMap<>();
        put(traits, "release", release);
        put(traits, "environment", environment);
        if (tags != null) {
            tags.forEach(tag -> traits.putIfAbsent(tag.getKey(), String.valueOf(tag.getValue())));
        }
        return traits;
    }

    private static void put(Map<String, String> traits, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            traits.put(name, value);
        }
    }
}
