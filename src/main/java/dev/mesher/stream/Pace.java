package dev.mesher.stream;

import java.time.Duration;

/**
 * The pause between two slices of the stream's work. When the event loop is late, it is overloaded. It also receives
 * events, which have priority, so the stream pauses longer.
 */
final class Pace {
    static final long LEAST_MILLIS = 2;
    static final long MOST_MILLIS = 64;

    private static final long LATE_NANOS = Duration.ofMillis(2).toNanos();

    private long restMillis = LEAST_MILLIS;

    /**
     * Adjusts the pause to how late the event loop ran: doubles it when the loop was late, or else shortens it by a
     * millisecond.
     */
    void woke(long lateNanos) {
        restMillis =
                lateNanos > LATE_NANOS ? Math.min(MOST_MILLIS, restMillis * 2) : Math.max(LEAST_MILLIS, restMillis - 1);
    }

    long restMillis() {
        return restMillis;
    }
}
