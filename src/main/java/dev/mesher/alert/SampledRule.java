package dev.mesher.alert;

import dev.mesher.alert.EventSampleStore.Sample;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a rule counts in a sample of events.
 *
 * @param users whether distinct users are counted, rather than events
 * @param least from how many on the rule fires
 */
record SampledRule(boolean users, int least, Duration window) {
    /** A window with more events is judged by this many of its newest, unless the rule needs more to fire at all. */
    private static final int FEWEST_EVENTS = 20_000;

    /** Of a condition that counts something in a window. */
    static SampledRule of(AlertCondition condition) {
        if (condition instanceof AlertCondition.Users counted) {
            return new SampledRule(true, counted.users(), counted.window());
        }
        if (condition instanceof AlertCondition.Threshold threshold) {
            return new SampledRule(false, threshold.events(), threshold.window());
        }
        throw new IllegalArgumentException("not a condition that counts: " + condition);
    }

    /** Most events of the window that are read. */
    int mostEvents() {
        return Math.max(FEWEST_EVENTS, 2 * least);
    }

    /** What the alert says. Empty when the sample does not fire the rule. */
    Optional<String> message(Sample sample) {
        long count = users ? sample.users() : sample.events();
        if (count < least) {
            return Optional.empty();
        }
        String reached = "%d %s or more within %d minutes"
                .formatted(least, users ? "users" : "matching events", window.toMinutes());
        return Optional.of(
                sample.read() < mostEvents()
                        ? reached
                        : String.format(
                                Locale.ROOT,
                                "%s: at least %,d among the newest %,d events",
                                reached,
                                count,
                                sample.read()));
    }
}
