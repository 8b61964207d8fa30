package dev.mesher.search;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long the digest rests between its batches: longer while many events come in, which have the first call on the machine. */
public final class IndexPace {
    /** As many as a small machine takes in without noticing the digest. */
    private static final long BUSY_PER_SECOND = 2_500;

    /** What is not digested yet a search must look at one by one, so the digest keeps up as long as that costs nobody. */
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

    /** After a batch that took so long; what was stored before is forgotten. */
    long restMillis(long tookNanos) {
        long now = nanoTime.getAsLong();
        boolean busy = events * TimeUnit.SECONDS.toNanos(1) > BUSY_PER_SECOND * Math.max(1, now - since);
        since = now;
        events = 0;
        return Math.round((busy ? BUSY_REST : REST) * tookNanos / TimeUnit.MILLISECONDS.toNanos(1));
    }
}
