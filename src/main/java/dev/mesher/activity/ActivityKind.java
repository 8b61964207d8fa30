package dev.mesher.activity;

import java.util.Locale;

/** What an entry of an issue's activity tells. */
public enum ActivityKind {
    RESOLVED,
    UNRESOLVED,
    ARCHIVED,
    DISCARDED,
    DELETED,
    ASSIGNED,
    /** Other issues were merged into this one. */
    MERGED,
    /** Fingerprints went from this issue to a new one, or this is the new one. */
    UNMERGED,
    /** An event reopened the resolved issue. A trigger of the database writes this entry. */
    REGRESSED,
    /** A spike of events reopened the archived issue. */
    SPIKED,
    COMMENT;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
