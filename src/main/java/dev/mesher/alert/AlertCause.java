package dev.mesher.alert;

import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an issue. It is stored in the same transaction as the event.
 *
 * @param title the issue's, at most 300 characters
 * @param acceptedAt when the event was accepted that opened or reopened the issue; null when that is not known
 */
record AlertCause(Kind kind, UUID projectId, UUID issueId, String title, @Nullable OffsetDateTime acceptedAt) {
    enum Kind {
        NEW_ISSUE,
        /** A resolved issue was reopened by an event. */
        REGRESSION,
        /** An archived issue had an event. */
        ARCHIVED;

        /** Empty for a kind that is unknown to this version of Mesher. */
        static Optional<Kind> parse(String text) {
            for (Kind kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }
}
