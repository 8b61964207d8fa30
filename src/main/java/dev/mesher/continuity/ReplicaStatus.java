package dev.mesher.continuity;

import java.util.Locale;

/** The state of a record's copy on another node. */
enum ReplicaStatus {
    /** There was no other node that could hold one. */
    UNASSIGNED,
    /** The copy is being sent. */
    PREPARING,
    /** The other node has the copy. */
    MIRRORED,
    /** The owner is gone. What is shown is the copy. */
    OWNER_LOST,
    /** No other node answers. The owner continues without a copy, and tries again later. */
    DEGRADED_CONTINUING,
    /** The other node refused the copy. */
    REJECTED;

    /** The name that operators see. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
