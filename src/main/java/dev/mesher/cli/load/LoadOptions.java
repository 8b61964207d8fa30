package dev.mesher.cli.load;

import dev.mesher.cli.Range;
import dev.mesher.cli.remote.RemoteNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for a load test's events and time limits. */
public final class LoadOptions {
    private static final Range CONNECTIONS = new Range(1, 10_000);
    private static final Range ISSUES = new Range(1, LoadEvents.MOST_ISSUES);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--payload",
            paramLabel = "SIZE",
            description =
                    "typical (2 KB), large (8 KB) or huge (50 KB) events (default: typical; large with --sentry).")
    private @Nullable PayloadSize size;

    @Option(
            names = "--issues",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Distinct issues, a few of them frequent, most of them rare (default: ${DEFAULT-VALUE}).")
    private int issues;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            defaultValue = "30s",
            converter = Durations.class,
            description = "Time after which a request counts as unanswered (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Option(
            names = "--settle",
            paramLabel = "T",
            defaultValue = "30s",
            converter = Durations.class,
            description = "How long the stored count may take to reach the acknowledged (default: ${DEFAULT-VALUE}).")
    private Duration settle;

    @Option(
            names = "--warm-up",
            paramLabel = "T",
            converter = Durations.class,
            description = "Sends for so long before the run that is measured, until node and load are compiled"
                    + " (default: no warm-up).")
    private @Nullable Duration warmUp;

    /** Runs a separate load before the run of {@code plan}, if the user asked for it. */
    public void warmUp(LoadPlan plan, PrintWriter out) {
        if (warmUp != null) {
            out.println("warm-up, not measured:");
            LoadResult unused = new LoadTrial(plan.lasting(warmUp), out).run();
            out.println();
        }
    }

    /** The size of the events. */
    public PayloadSize size() {
        return size == null ? PayloadSize.TYPICAL : size;
    }

    /** The number of distinct issues. */
    public int issues() {
        return ISSUES.require(spec, "--issues", issues);
    }

    /**
     * The plan of a run.
     *
     * @throws ParameterException when a number is out of range
     */
    public LoadPlan plan(RemoteNode target, int connections, Duration duration, OptionalDouble rate) {
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= 1e6)) {
            throw Range.wrong(spec, "--rate", "a number above 0, at most 1000000");
        }
        return new LoadPlan(
                target,
                CONNECTIONS.require(spec, "--connections", connections),
                duration,
                rate,
                size(),
                issues(),
                timeout,
                settle);
    }

    /** The same plan with Sentry envelopes. They are large unless the user asked for another size. */
    LoadPlan asSentry(LoadPlan plan) {
        LoadPlan large = size == null ? plan.withSize(PayloadSize.LARGE) : plan;
        return large.asSentry(SentryProject.number(plan.target()));
    }
}
