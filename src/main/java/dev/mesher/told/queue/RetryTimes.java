package dev.mesher.told.queue;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How long to wait after a try that failed: twice as long after each, up to an hour, and never the same time for all. */
public final class RetryTimes {
    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofHours(1);

    /** The wait has reached its longest by then. */
    private static final int MOST_DOUBLINGS = 9;

    private final DoubleSupplier random;

    /**
     * @param random numbers from 0 to 1
     */
    public RetryTimes(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * The wait before the next try.
     *
     * @param attempt the number of the try that failed, from 1
     * @param asked how long the receiver asks to wait; null when it does not say
     */
    Duration after(int attempt, @Nullable Duration asked) {
        int doublings = Math.min(Math.max(attempt - 1, 0), MOST_DOUBLINGS);
        Duration full = shorter(FIRST.multipliedBy(1L << doublings), LONGEST);
        Duration wait = Duration.ofMillis((long) (full.toMillis() * (1 + random.getAsDouble()) / 2));
        return asked == null || asked.compareTo(wait) < 0 ? wait : shorter(asked, LONGEST);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
