package dev.mesher.told.episode;

import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * When digests of an episode are due: 1, 3, 6, 12, 24 and 48 minutes after it started, and from then on every hour. With
 * the first message these are at most four within ten minutes.
 */
final class DigestTimes {
    private static final long[] MINUTES = {1, 3, 6, 12, 24, 48};
    private static final long LAST = MINUTES[MINUTES.length - 1];
    private static final long HOUR = 60;
    private static final Duration QUIET = Duration.ofMinutes(10);

    private DigestTimes() {}

    /** The first digest time of an episode that is later than {@code now}. */
    static OffsetDateTime next(OffsetDateTime start, OffsetDateTime now) {
        return start.plusMinutes(minutes(start, now).next);
    }

    /**
     * When an episode is over unless another alert comes: ten minutes after its last alert, or later when digests are
     * further apart by then. So the digest that tells of the last alert is due before.
     */
    static OffsetDateTime calm(OffsetDateTime start, OffsetDateTime lastAlert) {
        Between around = minutes(start, lastAlert);
        Duration apart = Duration.ofMinutes(around.next - around.previous);
        return lastAlert.plus(apart.compareTo(QUIET) > 0 ? apart : QUIET);
    }

    /** Two neighbouring digest times, in minutes after the start. The start counts as one. */
    private record Between(long previous, long next) {}

    private static Between minutes(OffsetDateTime start, OffsetDateTime now) {
        Duration passed = Duration.between(start, now);
        long previous = 0;
        for (long minutes : MINUTES) {
            if (passed.compareTo(Duration.ofMinutes(minutes)) < 0) {
                return new Between(previous, minutes);
            }
            previous = minutes;
        }
        long hours = (passed.toMinutes() - LAST) / HOUR;
        return new Between(LAST + hours * HOUR, LAST + (hours + 1) * HOUR);
    }
}
