package dev.mesher.authority;

import java.time.Duration;

/**
 * The times of the authority's lease.
 *
 * @param length how long a lease is valid after a renewal, by PostgreSQL's clock
 * @param renewal the pause between two renewals, and between two attempts of a node that waits for the lease
 * @param standbyWait how long a standby waits after the lease's end, so that a primary comes first
 */
public record LeaseTimes(Duration length, Duration renewal, Duration standbyWait) {
    public static final LeaseTimes DEFAULT =
            new LeaseTimes(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(6));
}
