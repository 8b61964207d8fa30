package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The client's times on the server's clock: corrected by what the client's differs, and never in the future. */
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

    /** When the event happened; the time of its arrival when it does not say, or says what cannot be. */
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

    /** When something of the event happened; null when that cannot be read. */
    @Nullable
    Instant ofPart(@Nullable JsonNode sent) {
        Instant time = Timestamps.parse(sent);
        return time == null ? null : time.plus(drift);
    }
}
