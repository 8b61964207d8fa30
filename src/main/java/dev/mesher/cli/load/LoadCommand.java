package dev.mesher.cli.load;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.remote.NodeOptions;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bin/mesher load}: measures how many events a running node accepts, and checks that it keeps what it
 * acknowledged.
 */
@Command(
        name = "load",
        description = {
            "Load-tests the events endpoint of a running node, and proves through its API that every acknowledged"
                    + " event is stored once.",
            "Without --rate the load is closed-loop; with it, open-loop and free of coordinated omission."
        },
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Mixin
    private LoadOptions load;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Keep-alive connections, one request at a time on each (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--duration",
            paramLabel = "T",
            defaultValue = "30s",
            converter = Durations.class,
            description = "How long to send, such as 500ms, 30s or 2m (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Events a second, sent on a fixed schedule (default: as many as are answered).")
    private @Nullable Double rate;

    @Option(
            names = "--sentry",
            description = "Sends as Sentry's clients do: gzip of an envelope to /api/<project number>/envelope/.")
    private boolean sentry;

    @Override
    public Integer call() {
        OptionalDouble perSecond = rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
        LoadPlan own = load.plan(node.target(), connections, duration, perSecond);
        LoadPlan plan = sentry ? load.asSentry(own) : own;
        load.warmUp(plan, spec.commandLine().getOut());
        LoadResult result = new LoadTrial(plan, spec.commandLine().getOut()).run();
        if (!result.holds()) {
            throw new CommandFailed(result.failure());
        }
        return 0;
    }
}
