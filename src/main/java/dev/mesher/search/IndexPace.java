package dev.mesher.search;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long the indexer pauses between its batches. It pauses longer while many events come in, since ingest has
 * priority.
 */
public final class IndexPace {
    /**
     * Above this rate of events the indexer takes its longer pause. A small machine stores this many without being
     * slowed by the indexer.
     */
    private static final long BUSY_PER_SECOND = 2_500;

    /**
     * Pause as a multiple of the batch's duration. A search has to scan events that are not indexed yet, so the indexer
     * should keep up when there is little load.
     */
    private static final double REST = 0.5;

    private static final double BUSY_REST = 40;

    private final LongSupplier nanoTime;
    private long since;
    private long events;

    /** @param nanoTime as {@link System#nanoTime} */
    IndexPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    void stored(int more) {
        events += more;
    }

    /** The pause after a batch that took {@code tookNanos}. The count of stored events starts again at 0. */
    long restMillis(long tookNanos) {
        long now = nanoTime.getAsLong();
        boolean busy = events * TimeUnit.SECONDS.toNanos(1) > BUSY_PER_SECOND * Math.max(1, now - since);
        since = now;
        events = 0;
        return Math.round((busy ? BUSY_REST : REST) * tookNanos / TimeUnit.MILLISECONDS.toNanos(1));
    }
}
