package dev.mesher.cli.load;

import dev.mesher.cli.remote.RemoteNode;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a load test does.
 *
 * @param rate requests a second of an open-loop run; empty for a closed-loop one
 * @param issues how many distinct issues the events belong to
 * @param timeout after which a request counts as unanswered
 * @param settle how long the stored count may take to reach the acknowledged one
 * @param sentryProject number of the project that gets the events in Sentry's form; empty for Mesher's own
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

    /** With Mesher's own events. */
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

    /** The same as a Sentry client sends them, to the project of this number. */
    LoadPlan asSentry(long project) {
        return new LoadPlan(
                target, connections, duration, rate, size, issues, timeout, settle, OptionalLong.of(project));
    }

    LoadPlan withSize(PayloadSize other) {
        return new LoadPlan(target, connections, duration, rate, other, issues, timeout, settle, sentryProject);
    }

    /** The same for another time. */
    public LoadPlan lasting(Duration other) {
        return new LoadPlan(target, connections, other, rate, size, issues, timeout, settle, sentryProject);
    }
}
