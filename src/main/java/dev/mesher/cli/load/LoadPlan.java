package dev.mesher.cli.load;

import dev.mesher.cli.remote.RemoteNode;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The parameters of a load test.
 *
 * @param rate requests per second of an open-loop run; empty for a closed-loop one
 * @param issues number of distinct issues
 * @param timeout time after which a request counts as unanswered
 * @param settle how long the stored count may take to reach the acknowledged count
 * @param sentryProject number of the project that receives Sentry envelopes; empty for Mesher's own form
 */
public record LoadPlan(
        RemoteNode target,
        int connections,
        Duration duration,
        OptionalDouble rate,
        PayloadSize size,
        int issues,
        Duration timeout,
        Duration settle,
        OptionalLong sentryProject) {

    /** A plan with events in Mesher's own form. */
    public LoadPlan(
            RemoteNode target,
            int connections,
            Duration duration,
            OptionalDouble rate,
            PayloadSize size,
            int issues,
            Duration timeout,
            Duration settle) {
        this(target, connections, duration, rate, size, issues, timeout, settle, OptionalLong.empty());
    }

    /** The same plan with Sentry envelopes, sent to the project with this number. */
    LoadPlan asSentry(long project) {
        return new LoadPlan(
                target, connections, duration, rate, size, issues, timeout, settle, OptionalLong.of(project));
    }

    LoadPlan withSize(PayloadSize other) {
        return new LoadPlan(target, connections, duration, rate, other, issues, timeout, settle, sentryProject);
    }

    /** The same plan with another duration. */
    public LoadPlan lasting(Duration other) {
        return new LoadPlan(target, connections, other, rate, size, issues, timeout, settle, sentryProject);
    }
}
