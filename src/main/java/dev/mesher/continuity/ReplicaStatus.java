package dev.mesher.continuity;

import java.util.Locale;

/** What is known of a record's copy on another node. */
enum ReplicaStatus {
    /** There was no other node to hold one. */
    UNASSIGNED,
    /** On its way there. */
    PREPARING,
    /** The other node has it. */
    MIRRORED,
    /** The owner is gone; what is read is the copy. */
    OWNER_LOST,
    /** No other node answers; the owner goes on by itself, and tries again. */
    DEGRADED_CONTINUING,
    /** The other node does not take it. */
    REJECTED;

    /** As operators see it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
