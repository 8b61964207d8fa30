package dev.mesher.ops;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long the digest rests between its batches: longer while many events come in, which have the first call on the machine. */
final class DigestPace {
    /** As many as a small machine takes in without noticing the digest. */
    private static final long BUSY_PER_SECOND = 2_500;

    private static final int REST = 2;
    private static final int BUSY_REST = 40;

    private final LongSupplier nanoTime;
    private long since;
    private long events;

    /** @param nanoTime as {@link System#nanoTime} */
    DigestPace(LongSupplier nanoTime) {
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
        return TimeUnit.NANOSECONDS.toMillis((busy ? BUSY_REST : REST) * tookNanos);
    }
}
