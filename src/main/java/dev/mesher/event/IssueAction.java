package dev.mesher.event;

import java.util.Locale;

/** A change of an issue, by a user or by a new event. */
public enum IssueAction {
    RESOLVED,
    ARCHIVED,
    UNRESOLVED,
    ASSIGNED,
    DISCARDED,
    DELETED,
    /** The issue's fingerprints now belong to another issue. Its events are moved there. */
    MERGED,
    /** The issue was created from some fingerprints of another issue. */
    UNMERGED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
