package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Converts the client's times to the server's clock. Corrects the difference between the clocks, and does not accept
 * times in the future.
 */
record EventTime(Instant receivedAt, Duration drift, Notes notes) {
    private static final Duration FUTURE = Duration.ofMinutes(1);
    private static final Duration PAST = Duration.ofDays(30);

    static EventTime of(Arrival arrival, Notes notes) {
        Duration drift = arrival.drift();
        if (!drift.isZero()) {
            notes.add(
                    "timestamp",
                    "the client's clock is off by " + drift.negated().toSeconds() + " s, corrected");
        }
        return new EventTime(arrival.receivedAt(), drift, notes);
    }

    /** The time of the event. This is the time of its arrival if the event has none or an implausible one. */
    Instant ofEvent(@Nullable JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return receivedAt;
        }
        Instant time = ofPart(sent);
        if (time == null) {
            notes.add("timestamp", "not a time: " + SentryFields.shown(sent));
            return receivedAt;
        }
        if (time.isAfter(receivedAt.plus(FUTURE))) {
            notes.add("timestamp", "in the future: " + time);
            return receivedAt;
        }
        if (time.isBefore(receivedAt.minus(PAST))) {
            notes.add("timestamp", "more than 30 days ago: " + time);
            return receivedAt;
        }
        return time;
    }

    /** The time of a part of the event, such as a breadcrumb; null when it cannot be read. */
    @Nullable
    Instant ofPart(@Nullable JsonNode sent) {
        Instant time = Timestamps.parse(sent);
        return time == null ? null : time.plus(drift);
    }
}
