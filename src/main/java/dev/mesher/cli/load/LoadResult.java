package dev.mesher.cli.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The result of a load test.
 *
 * @param latencyMicros latencies of the acknowledged events, in microseconds
 */
public record LoadResult(Counts counts, Histogram latencyMicros, Duration duration, Proof proof) {

    /** Acknowledged events per second of the run's duration. */
    public double throughput() {
        return counts.ackedInTime() * 1e9 / duration.toNanos();
    }

    /** Whether at least one event was acknowledged, and every acknowledged one is stored exactly once. */
    public boolean holds() {
        return proof.holds() && counts.acknowledged() > 0;
    }

    /** What is wrong, in one line, when {@link #holds} is false. */
    public String failure() {
        if (counts.acknowledged() == 0) {
            return counts.status(401) > 0
                    ? "no event was acknowledged: the node refused the key (401), give one with --key"
                    : "no event was acknowledged";
        }
        return "not every acknowledged event is stored once: %d missing, %d doubled, %d stored though refused"
                .formatted(proof.missing(), proof.doubled(), proof.unexpected());
    }

    /** Whether the node refused most events, so that no throughput was measured. */
    public boolean mostlyRefused() {
        return counts.mostlyRefused();
    }
}
