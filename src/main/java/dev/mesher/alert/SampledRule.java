package dev.mesher.alert;

import dev.mesher.alert.EventEstimateStore.Estimate;
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
    /** A window with more events is first judged by this many of its newest. */
    static final int MOST_EVENTS = 20_000;

    /** An estimate fires a rule only when it rests on so many events that meet the filters. Fewer may be chance. */
    static final int FEWEST_MEETING = 100;

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

    /** What the alert says. Empty when the newest events do not fire the rule. */
    Optional<String> message(Sample newest) {
        long count = users ? newest.users() : newest.events();
        if (count < least) {
            return Optional.empty();
        }
        return Optional.of(
                newest.read() < MOST_EVENTS
                        ? reached()
                        : String.format(
                                Locale.ROOT,
                                "%s: at least %,d among the newest %,d events",
                                reached(),
                                count,
                                newest.read()));
    }

    /** Whether the newest events leave open whether the rule fires. Users cannot be estimated from a part of the events. */
    boolean undecided(Sample newest) {
        return !users && newest.events() < least && newest.read() >= MOST_EVENTS;
    }

    /** What the alert says. Empty when the estimate does not fire the rule. */
    Optional<String> message(Estimate found) {
        if (found.estimate() < least || found.meeting() < FEWEST_MEETING) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: about %,d, estimated from %,d of about %,d events",
                reached(),
                found.estimate(),
                found.compared(),
                found.total()));
    }

    /** What the rule's condition says. */
    String reached() {
        return "%d %s or more within %d minutes"
                .formatted(least, users ? "users" : "matching events", window.toMinutes());
    }
}
