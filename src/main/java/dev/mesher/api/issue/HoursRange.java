package dev.mesher.api.issue;

import dev.mesher.api.endpoint.Parameters;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A range of whole buckets.
 *
 * @param from the beginning of the first bucket
 * @param to the end of the last bucket, which is no part of it
 */
record HoursRange(OffsetDateTime from, OffsetDateTime to, Bucket bucket) {
    /** The length of a bucket, in UTC. */
    enum Bucket {
        HOUR(Duration.ofHours(1), Duration.ofDays(31), Duration.ofDays(1)),
        DAY(Duration.ofHours(24), Duration.ofDays(366), Duration.ofDays(30));

        private final Duration length;
        private final Duration longest;
        private final Duration usual;

        /**
         * @param longest the longest range in such buckets
         * @param usual the range of a request that names no beginning
         */
        Bucket(Duration length, Duration longest, Duration usual) {
            this.length = length;
            this.longest = longest;
            this.usual = usual;
        }

        int hours() {
            return (int) length.toHours();
        }

        /** The beginning of the bucket that the moment is in. */
        private OffsetDateTime start(OffsetDateTime moment) {
            return moment.truncatedTo(this == HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS);
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads {@code from}, {@code to} and {@code bucket}. Without {@code to} the range ends now. */
    static HoursRange of(Parameters query, InstantSource clock) {
        Bucket bucket = query.oneOf("bucket", List.of(Bucket.values()), Bucket::wireName)
                .orElse(Bucket.HOUR);
        OffsetDateTime to = time(query, "to").orElseGet(() -> clock.instant().atOffset(ZoneOffset.UTC));
        OffsetDateTime from = time(query, "from").orElseGet(() -> to.minus(bucket.usual));
        if (!from.isBefore(to)) {
            throw Refusal.malformed("from must be before to");
        }
        if (from.plus(bucket.longest).isBefore(to)) {
            throw Refusal.malformed("from and to may be at most " + bucket.longest.toDays() + " days apart with bucket="
                    + bucket.wireName());
        }
        return new HoursRange(bucket.start(from), bucket.start(to.minusNanos(1)).plus(bucket.length), bucket);
    }

    private static Optional<OffsetDateTime> time(Parameters query, String name) {
        return query.text(name).map(text -> Times.parse(text)
                .orElseThrow(() -> Refusal.malformed(name + " must be a time in UTC, such as 2026-11-20T09:30:00Z")));
    }
}
