package dev.mesher.event;

import java.util.Locale;

/** What was done to an issue, by a user or by an event that came again. */
public enum IssueAction {
    RESOLVED,
    ARCHIVED,
    UNRESOLVED,
    ASSIGNED,
    DISCARDED,
    DELETED,
    /** Its fingerprints belong to another issue now, and its events follow. */
    MERGED,
    /** It was made of some of another issue's fingerprints. */
    UNMERGED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
