package dev.mesher;

import dev.mesher.event.StoredEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long events take from the time of receipt until they are seen: in the list of issues, in search, and by a client of
 * the live stream. Recording an event allocates nothing. The meters are thread-safe, {@link #look} is not.
 */
final class VisibleTimes {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    private final MeterRegistry meters;
    private final Timer list;
    private final Timer search;
    private final Timer stream;
    private final RecentTimes recentList = new RecentTimes();
    private final RecentTimes recentSearch = new RecentTimes();
    private final RecentTimes recentStream = new RecentTimes();
    private final RecentTimes recentTold = new RecentTimes();

    VisibleTimes(MeterRegistry meters) {
        this.meters = meters;
        this.list = timer("list");
        this.search = timer("search");
        this.stream = timer("stream");
    }

    private Timer timer(String place) {
        return Timer.builder("mesher.visible")
                .description(
                        "Time from the receipt of an event until it is in the list, in search, or with a client of the stream")
                .tag("place", place)
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    /** The events are committed and announced, so each list that is read from now on has them. */
    void inList(List<StoredEvent> events) {
        long now = System.currentTimeMillis();
        for (StoredEvent event : events) {
            record(list, now - event.event().receivedAt().toEpochMilli());
        }
    }

    /** The index has events that were received at these times. */
    void inSearch(List<OffsetDateTime> received) {
        long now = System.currentTimeMillis();
        for (OffsetDateTime each : received) {
            record(search, now - each.toInstant().toEpochMilli());
        }
    }

    /** An event was written to a client of the stream, so many milliseconds after its receipt. */
    void streamed(long millis) {
        record(stream, millis);
    }

    /** An event of another node may come from a clock that is ahead. */
    private static void record(Timer timer, long millis) {
        timer.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    /** The median and the 99th percentile since some minutes ago. To be called at regular times. */
    JsonObject look() {
        Timer told = meters.find("mesher.told").timer();
        return new JsonObject()
                .put("list", recentList.look(list))
                .put("search", recentSearch.look(search))
                .put("stream", recentStream.look(stream))
                .put("told", told(told));
    }

    private @Nullable JsonObject told(@Nullable Timer told) {
        return told == null ? null : recentTold.look(told);
    }
}
