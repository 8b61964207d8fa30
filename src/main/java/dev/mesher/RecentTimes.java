package dev.mesher;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The percentiles of a timer's newest values, estimated from its buckets as Prometheus does. Not thread-safe. */
final class RecentTimes {
    /** With a look each five seconds: five minutes. */
    static final int LOOKS = 60;

    /** The timer at former looks, the oldest first. */
    private final Deque<HistogramSnapshot> former = new ArrayDeque<>();

    /** {@code {"p50_ms","p99_ms"}} of the values since the {@value #LOOKS}th look before this one; null when there are none. */
    @Nullable
    JsonObject look(Timer timer) {
        HistogramSnapshot now = timer.takeSnapshot();
        former.add(now);
        HistogramSnapshot then = former.size() > LOOKS ? former.remove() : null;
        double all = now.count() - (then == null ? 0 : then.count());
        return all <= 0
                ? null
                : new JsonObject()
                        .put("p50_ms", percentile(now, then, all * 0.5))
                        .put("p99_ms", percentile(now, then, all * 0.99));
    }

    /** Supposes that the values of a bucket are spread evenly. Values over the last bound count as the last bound. */
    private static long percentile(HistogramSnapshot now, @Nullable HistogramSnapshot then, double rank) {
        CountAtBucket[] buckets = now.histogramCounts();
        CountAtBucket[] before = then == null ? new CountAtBucket[0] : then.histogramCounts();
        double below = 0;
        double lower = 0;
        for (int i = 0; i < buckets.length; i++) {
            double upper = buckets[i].bucket(TimeUnit.MILLISECONDS);
            double until = buckets[i].count() - (i < before.length ? before[i].count() : 0);
            if (until >= rank) {
                return Math.round(lower + (upper - lower) * (rank - below) / (until - below));
            }
            below = until;
            lower = upper;
        }
        return Math.round(lower);
    }
}
