package dev.mesher.api.project;

import dev.mesher.api.endpoint.TimeRange;
import dev.mesher.event.Level;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The number of events of a project by time and level, for any range that the project still keeps counts of. */
public final class VolumeStore {
    /** The longest range. In hours it has 2,161 buckets at most. */
    static final Duration LONGEST = Duration.ofDays(90);

    private static final List<Level> LEVELS = List.of(Level.values());

    /** One row for each bucket with an event. {@code counts} are those of the levels, in their order. */
    public static final String VOLUME =
            """
            SELECT date_trunc($2, hour, 'UTC') AS bucket, ARRAY[%s] AS counts
            FROM project_hours WHERE project_id = $1 AND hour >= $3 AND hour < $4
            GROUP BY bucket"""
                    .formatted(LEVELS.stream()
                            .map(level -> "coalesce(sum(event_count) FILTER (WHERE level = '" + level.wireName()
                                    + "'), 0)::bigint")
                            .collect(Collectors.joining(", ")));

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

    private static final Long[] NO_EVENTS = LEVELS.stream().map(level -> 0L).toArray(Long[]::new);

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
                (entry, counts) -> entry.put(
                        "count", Stream.of(counts).mapToLong(each -> each).sum()));
    }

    /** {@code [{bucket,"counts":{fatal,error,warning,info,debug}}]}, otherwise like {@link #volume}. */
    Future<JsonArray> byLevel(UUID project, TimeRange range, Bucket bucket) {
        return buckets(project, range, bucket, (entry, counts) -> {
            JsonObject levels = new JsonObject();
            for (int level = 0; level < LEVELS.size(); level++) {
                levels.put(LEVELS.get(level).wireName(), counts[level]);
            }
            entry.put("counts", levels);
        });
    }

    private Future<JsonArray> buckets(
            UUID project, TimeRange range, Bucket bucket, BiConsumer<JsonObject, Long[]> counted) {
        OffsetDateTime first = range.from().truncatedTo(bucket.unit);
        OffsetDateTime end = range.to().minusNanos(1).truncatedTo(bucket.unit).plus(1, bucket.unit);
        return pool.preparedQuery(VOLUME)
                .execute(Tuple.of(project, bucket.wireName(), first, end))
                .map(rows -> {
                    Map<Long, Long[]> counts = new HashMap<>();
                    rows.forEach(row ->
                            counts.put(row.getOffsetDateTime("bucket").toEpochSecond(), row.getArrayOfLongs("counts")));
                    JsonArray buckets = new JsonArray();
                    for (OffsetDateTime start = first; start.isBefore(end); start = start.plus(1, bucket.unit)) {
                        JsonObject entry = new JsonObject().put("bucket", Times.text(start));
                        counted.accept(entry, counts.getOrDefault(start.toEpochSecond(), NO_EVENTS));
                        buckets.add(entry);
                    }
                    return buckets;
                });
    }
}
