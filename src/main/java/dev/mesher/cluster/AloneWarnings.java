package dev.mesher.cluster;

import java.time.Duration;
import java.util.Optional;

/** Decides when to warn again that a node is alone though it should not be: soon at first, then less and less often. */
final class AloneWarnings {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private boolean alone;
    private long sinceNanos;
    private long sayAtNanos;
    private Duration pause = FIRST;

    /**
     * How long the node has been alone, when a warning is due now; otherwise empty.
     *
     * @param nanos a monotonic time in nanoseconds
     */
    Optional<Duration> look(boolean aloneNow, long nanos) {
        if (aloneNow && !alone) {
            sinceNanos = nanos;
            sayAtNanos = nanos + FIRST.toNanos();
            pause = FIRST;
        }
        alone = aloneNow;
        if (!alone || sayAtNanos - nanos > 0) {
            return Optional.empty();
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        sayAtNanos = nanos + pause.toNanos();
        return Optional.of(Duration.ofNanos(nanos - sinceNanos));
    }
}
