package dev.mesher.cli.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What a load test found out.
 *
 * @param latencyMicros of the acknowledged events
 */
public record LoadResult(Counts counts, Histogram latencyMicros, Duration duration, Proof proof) {

    /** Acknowledged events a second, over the run's duration. */
    public double throughput() {
        return counts.ackedInTime() * 1e9 / duration.toNanos();
    }

    /** True when every acknowledged event is stored once, and there was one. */
    public boolean holds() {
        return proof.holds() && counts.acknowledged() > 0;
    }

    /** What is wrong with it, in one line, when it does not hold. */
    public String failure() {
        if (counts.acknowledged() == 0) {
            return counts.status(401) > 0
                    ? "no event was acknowledged: the node refused the key (401), give one with --key"
                    : "no event was acknowledged";
        }
        return "not every acknowledged event is stored once: %d missing, %d doubled, %d stored though refused"
                .formatted(proof.missing(), proof.doubled(), proof.unexpected());
    }

    /** True when the node refused most of it, so that no throughput was measured. */
    public boolean mostlyRefused() {
        return counts.mostlyRefused();
    }
}
