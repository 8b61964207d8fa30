package dev.mesher.authority;

import java.time.Duration;

/**
 * The times of the authority's lease.
 *
 * @param length that a renewal reaches ahead, on PostgreSQL's clock
 * @param renewal between two renewals, and between two looks of who waits for it
 * @param standbyWait that a standby waits beyond the lease's end, so that a primary comes first
 */
public record LeaseTimes(Duration length, Duration renewal, Duration standbyWait) {
    public static final LeaseTimes DEFAULT =
            new LeaseTimes(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(6));
}
