package dev.mesher.api.event;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The tags of an issue's newest events beside those of the project's events of the last 24 hours. Environment, release and
 * level count as tags.
 */
public final class IssueTagStore {
    private static final int MOST_KEYS = 50;
    private static final int MOST_VALUES = 10;

    /** The digest counts no longer values. */
    private static final int LONGEST_COUNTED = 200;

    /** {@code $1} the issue, {@code $2} how many events. One more is read to know whether there are more. */
    public static final String TAGS =
            """
            WITH newest AS MATERIALIZED (
                SELECT row_number() OVER () AS n, event_tags(tags, environment, release)
                           || jsonb_build_object('level', level) AS tags
                FROM (SELECT tags, environment, release, level FROM events WHERE issue_id = $1
                      ORDER BY received_at DESC, id DESC LIMIT $2::integer + 1) e),
            pair AS (
                SELECT t.key, t.value, count(*) AS events
                FROM newest, jsonb_each_text(newest.tags) t
                WHERE n <= $2 AND t.value IS NOT NULL GROUP BY 1, 2),
            ranked AS (
                SELECT *, count(*) OVER k AS known, sum(events) OVER k AS carrying,
                       row_number() OVER (PARTITION BY key ORDER BY events DESC, value) AS rank
                FROM pair WINDOW k AS (PARTITION BY key)),
            chosen AS (
                SELECT *, dense_rank() OVER (ORDER BY carrying DESC, key) AS place FROM ranked)
            SELECT key, value, events, known, carrying::bigint AS carrying, (SELECT max(n) FROM newest) AS read
            FROM chosen WHERE place <= %d AND rank <= %d
            ORDER BY place, rank"""
                    .formatted(MOST_KEYS, MOST_VALUES);

    /** A key that has more rows in the hours that are read is counted in the newest of them alone, in whole hours. */
    static final int MOST_COUNTED = 1_000;

    /** Most events that were not digested yet and count too. */
    private static final int MOST_FRESH = 1_000;

    /**
     * {@code $1} the project, {@code $2} and {@code $3} keys and values, {@code $4} the keys. Levels are counted by hour as
     * events are stored, other tags by the digest. {@code before} is the newest hour of a key that is not read.
     */
    public static final String USUAL =
            """
            WITH counted AS MATERIALIZED (
                SELECT key, value, sum(events) AS events, sum(sum(events)) OVER (PARTITION BY key) AS carrying
                FROM (SELECT k.key, t.value, t.event_count AS events
                      FROM unnest($4::text[]) k (key)
                      CROSS JOIN LATERAL (
                          SELECT coalesce((SELECT hour FROM tag_hours WHERE project_id = $1 AND key = k.key
                                             AND hour >= date_trunc('hour', now() - interval '24 hours', 'UTC')
                                           ORDER BY hour DESC OFFSET %d LIMIT 1), '-infinity') AS hour) before
                      CROSS JOIN LATERAL (
                          SELECT value, event_count FROM tag_hours
                          WHERE project_id = $1 AND key = k.key AND k.key <> 'level' AND hour > before.hour
                            AND hour >= date_trunc('hour', now() - interval '24 hours', 'UTC')) t
                      UNION ALL
                      SELECT t.key, t.value, 1
                      FROM (SELECT project_id, event_tags(tags, environment, release) AS tags FROM events
                            WHERE id > (SELECT digested_to FROM digest_progress)
                              AND received_at >= (SELECT digested_until FROM digest_progress)
                            ORDER BY id DESC LIMIT %d) e
                      CROSS JOIN jsonb_each_text(e.tags) t
                      WHERE e.project_id = $1 AND t.key = ANY ($4) AND t.key <> 'level'
                      UNION ALL
                      SELECT 'level', level, event_count FROM project_hours
                      WHERE project_id = $1 AND hour >= date_trunc('hour', now() - interval '24 hours', 'UTC')) each
                GROUP BY key, value)
            SELECT a.key, a.value, coalesce(c.events, 0)::float8 / k.carrying::float8 AS usual
            FROM unnest($2::text[], $3::text[]) a (key, value)
            JOIN (SELECT key, max(carrying) AS carrying FROM counted GROUP BY key) k ON k.key = a.key AND k.carrying > 0
            LEFT JOIN counted c ON c.key = a.key AND c.value = a.value"""
                    .formatted(MOST_COUNTED, MOST_FRESH);

    private static final double DIGITS = 10_000;

    private final Pool pool;

    public IssueTagStore(Pool pool) {
        this.pool = pool;
    }

    /** A tag's name and value. */
    private record Pair(String key, String value) {}

    /** {@code {"of","complete","keys"}}: the keys in which the issue differs most from the project come first. */
    Future<JsonObject> tags(UUID project, UUID issue, int of) {
        return pool.preparedQuery(TAGS).execute(Tuple.of(issue, of)).compose(tags -> {
            List<Pair> pairs = new ArrayList<>();
            tags.forEach(row -> pairs.add(pair(row)));
            return pool.preparedQuery(USUAL)
                    .execute(Tuple.of(project)
                            .addArrayOfString(pairs.stream().map(Pair::key).toArray(String[]::new))
                            .addArrayOfString(pairs.stream().map(Pair::value).toArray(String[]::new))
                            .addArrayOfString(
                                    pairs.stream().map(Pair::key).distinct().toArray(String[]::new)))
                    .map(usual -> answer(tags, usual, of));
        });
    }

    private static Pair pair(Row row) {
        return new Pair(row.getString("key"), row.getString("value"));
    }

    /** A key with its values, and the most by which a value's share is above its usual one; -1 when that is unknown. */
    private static final class Key {
        private final JsonObject json;
        private final JsonArray values = new JsonArray();
        private final long carrying;
        private double difference = -1;

        Key(Row row) {
            carrying = row.getLong("carrying");
            json = new JsonObject()
                    .put("key", row.getString("key"))
                    .put("count", carrying)
                    .put("distinct", row.getLong("known"))
                    .put("values", values);
        }

        void add(Row row, Map<Pair, Double> usual) {
            String value = row.getString("value");
            long events = row.getLong("events");
            Double share = value.length() > LONGEST_COUNTED ? null : usual.get(pair(row));
            values.add(new JsonObject()
                    .put("value", value)
                    .put("count", events)
                    .put("usual", share == null ? null : Math.round(share * DIGITS) / DIGITS));
            if (share != null) {
                difference = Math.max(difference, (double) events / carrying - share);
            }
        }
    }

    private static JsonObject answer(RowSet<Row> tags, RowSet<Row> usual, int of) {
        Map<Pair, Double> shares = new LinkedHashMap<>();
        usual.forEach(row -> shares.put(pair(row), row.getDouble("usual")));
        Map<String, Key> keys = new LinkedHashMap<>();
        long read = 0;
        for (Row row : tags) {
            read = row.getLong("read");
            keys.computeIfAbsent(row.getString("key"), key -> new Key(row)).add(row, shares);
        }
        JsonArray sorted = new JsonArray();
        keys.values().stream()
                .sorted(Comparator.comparingDouble((Key key) -> key.difference).reversed())
                .forEach(key -> sorted.add(key.json));
        return new JsonObject()
                .put("of", Math.min(read, of))
                .put("complete", read <= of)
                .put("keys", sorted);
    }
}
