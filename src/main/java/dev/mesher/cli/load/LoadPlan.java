package dev.mesher.cli.load;

import dev.mesher.cli.remote.Target;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a load test does.
 *
 * @param rate requests a second of an open-loop run; empty for a closed-loop one
 * @param issues how many distinct issues the events belong to
 * @param timeout after which a request counts as unanswered
 * @param settle how long the stored count may take to reach the acknowledged one
 */
public record LoadPlan(
        Target target,
        int connections,
        Duration duration,
        OptionalDouble rate,
        PayloadSize size,
        int issues,
        Duration timeout,
        Duration settle) {

    /** The same for another time. */
    LoadPlan lasting(Duration other) {
        return new LoadPlan(target, connections, other, rate, size, issues, timeout, settle);
    }
}
