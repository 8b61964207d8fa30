package dev.mesher.api.project;

import dev.mesher.api.endpoint.TimeRange;
import dev.mesher.event.Level;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The number of events of a project by time and level, for any range that the project still keeps counts of. */
public final class VolumeStore {
    /** The longest range. In hours it has 2,161 buckets at most. */
    static final Duration LONGEST = Duration.ofDays(90);

    public static final String VOLUME =
            """
            SELECT date_trunc($2, hour, 'UTC') AS bucket, level, sum(event_count)::bigint AS events
            FROM project_hours WHERE project_id = $1 AND hour >= $3 AND hour < $4
            GROUP BY bucket, level""";

    /** The length of a bucket. Days are UTC days. */
    enum Bucket {
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Bucket(ChronoUnit unit) {
            this.unit = unit;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Pool pool;

    public VolumeStore(Pool pool) {
        this.pool = pool;
    }

    /** {@code [{bucket,count}]}: every bucket that overlaps with the range counts whole. Oldest first. */
    Future<JsonArray> volume(UUID project, TimeRange range, Bucket bucket) {
        return buckets(
                project,
                range,
                bucket,
                () -> new JsonObject().put("count", 0L),
                (entry, row) -> add(entry, "count", row));
    }

    /** {@code [{bucket,"counts":{fatal,error,warning,info,debug}}]}, otherwise like {@link #volume}. */
    Future<JsonArray> byLevel(UUID project, TimeRange range, Bucket bucket) {
        return buckets(
                project,
                range,
                bucket,
                () -> new JsonObject().put("counts", noEvents()),
                (entry, row) -> add(entry.getJsonObject("counts"), row.getString("level"), row));
    }

    private static JsonObject noEvents() {
        JsonObject counts = new JsonObject();
        List.of(Level.values()).forEach(level -> counts.put(level.wireName(), 0L));
        return counts;
    }

    private static void add(JsonObject counts, String name, Row row) {
        counts.put(name, counts.getLong(name, 0L) + row.getLong("events"));
    }

    private interface Empty {
        JsonObject entry();
    }

    private Future<JsonArray> buckets(
            UUID project, TimeRange range, Bucket bucket, Empty empty, BiConsumer<JsonObject, Row> count) {
        OffsetDateTime first = range.from().truncatedTo(bucket.unit);
        OffsetDateTime end = range.to().minusNanos(1).truncatedTo(bucket.unit).plus(1, bucket.unit);
        Map<String, JsonObject> buckets = new LinkedHashMap<>();
        for (OffsetDateTime start = first; start.isBefore(end); start = start.plus(1, bucket.unit)) {
            String text = Times.text(start);
            buckets.put(text, new JsonObject().put("bucket", text).mergeIn(empty.entry()));
        }
        return pool.preparedQuery(VOLUME)
                .execute(Tuple.of(project, bucket.wireName(), first, end))
                .map(rows -> {
                    for (Row row : rows) {
                        JsonObject entry = buckets.get(Times.text(row.getOffsetDateTime("bucket")));
                        if (entry != null) {
                            count.accept(entry, row);
                        }
                    }
                    return new JsonArray(List.copyOf(buckets.values()));
                });
    }
}
