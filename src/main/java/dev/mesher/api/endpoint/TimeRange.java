package dev.mesher.api.endpoint;

import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The range of time that the parameters {@code from} and {@code to} name.
 *
 * @param from the first moment
 * @param to the end, which is no part of the range
 */
public record TimeRange(OffsetDateTime from, OffsetDateTime to) {
    /**
     * Reads the range. Without {@code to} it ends now.
     *
     * @param usual the length of the range without {@code from}
     * @param longest the longest range that is allowed
     * @throws Refusal for a malformed time, an empty range, and a range that is too long
     */
    public static TimeRange of(Parameters query, InstantSource clock, Duration usual, Duration longest) {
        OffsetDateTime to = time(query, "to").orElseGet(() -> clock.instant().atOffset(ZoneOffset.UTC));
        OffsetDateTime from = time(query, "from").orElseGet(() -> to.minus(usual));
        if (!from.isBefore(to)) {
            throw Refusal.malformed("from must be before to");
        }
        if (from.plus(longest).isBefore(to)) {
            throw Refusal.malformed("from and to may be at most " + longest.toDays() + " days apart");
        }
        return new TimeRange(from, to);
    }

    /** The time of the parameter {@code name}. Empty when the query has none. */
    public static Optional<OffsetDateTime> time(Parameters query, String name) {
        return query.text(name).map(text -> Times.parse(text)
                .orElseThrow(() -> Refusal.malformed(name + " must be a time in UTC, such as 2026-11-20T09:30:00Z")));
    }
}
