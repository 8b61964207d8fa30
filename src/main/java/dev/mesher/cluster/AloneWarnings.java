package dev.mesher.cluster;

import java.time.Duration;
import java.util.Optional;

/** When to say again that a node stands alone though it should not: soon at first, then ever more seldom. Pure. */
final class AloneWarnings {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private boolean alone;
    private long sinceNanos;
    private long sayAtNanos;
    private Duration pause = FIRST;

    /** How long the node has been alone, when that is to be said now. */
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
