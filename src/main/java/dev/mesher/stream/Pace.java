package dev.mesher.stream;

import java.time.Duration;

/**
 * How long the stream rests between two slices of its work. An event loop that runs late has more to do than it can, and
 * events are taken on it: the stream is the one that gives way.
 */
final class Pace {
    static final long LEAST_MILLIS = 2;
    static final long MOST_MILLIS = 64;

    private static final long LATE_NANOS = Duration.ofMillis(2).toNanos();

    private long restMillis = LEAST_MILLIS;

    /** The loop came so much later than it was asked to: the next rest is twice as long, or a little shorter. */
    void woke(long lateNanos) {
        restMillis =
                lateNanos > LATE_NANOS ? Math.min(MOST_MILLIS, restMillis * 2) : Math.max(LEAST_MILLIS, restMillis - 1);
    }

    long restMillis() {
        return restMillis;
    }
}
