package dev.mesher.cluster;

import java.util.Locale;

/** How well what a node knows is kept by others too. */
public enum ReplicationHealth {
    /** There is no other node. */
    LOCAL_ONLY,
    /** Every other member is heard of. */
    HEALTHY,
    /** A member is silent, or peers are missing that there were or should be. */
    DEGRADED,
    /** PostgreSQL does not say who holds the authority. */
    UNAVAILABLE;

    /** As operators see it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
