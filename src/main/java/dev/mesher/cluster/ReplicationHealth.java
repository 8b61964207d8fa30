package dev.mesher.cluster;

import java.util.Locale;

/** How well other nodes hold copies of what this node knows. */
public enum ReplicationHealth {
    /** There is no other node. */
    LOCAL_ONLY,
    /** Every other member has announced itself lately. */
    HEALTHY,
    /** A member is silent, or expected peers are missing. */
    DEGRADED,
    /** PostgreSQL does not answer who holds the authority. */
    UNAVAILABLE;

    /** The name that operators see. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
