package dev.mesher.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Something that happened to an issue. It is stored in the same transaction as the event. */
record AlertCause(Kind kind, UUID projectId, UUID issueId, String title) {
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
