package dev.mesher.cli.streaming;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.load.Durations;
import dev.mesher.cli.load.LoadOptions;
import dev.mesher.cli.load.LoadPlan;
import dev.mesher.cli.load.LoadResult;
import dev.mesher.cli.load.LoadTrial;
import dev.mesher.cli.remote.NodeOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/mesher bench-stream}: many subscribers, one of them dead, while events come in. */
@Command(
        name = "bench-stream",
        description = {
            "Sends events at a fixed rate twice, without and with subscribers of the live stream, one of which reads"
                    + " nothing until the end.",
            "Prints what each got and was told, and fails when a message was lost in silence."
        },
        mixinStandardHelpOptions = true)
public final class StreamBenchCommand implements Callable<Integer> {
    private static final int MOST_SUBSCRIBERS = 50_000;
    private static final int MOST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Mixin
    private LoadOptions load;

    @Option(
            names = "--ws-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "The node's WebSocket port (default: ${DEFAULT-VALUE}).")
    private int webSocketPort;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many watch, the stopped one included (default: ${DEFAULT-VALUE}).")
    private int subscribers;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "Events a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Connections that send events (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--duration",
            paramLabel = "T",
            defaultValue = "20s",
            converter = Durations.class,
            description = "How long each of the two runs sends (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Override
    public Integer call() throws InterruptedException {
        int watching = within("--subscribers", subscribers, 2, MOST_SUBSCRIBERS);
        int port = within("--ws-port", webSocketPort, 1, MOST_PORT);
        PrintWriter out = spec.commandLine().getOut();
        LoadPlan plan = load.plan(node.target(), connections, duration, OptionalDouble.of(rate));
        load.warmUp(plan, out);
        line(out, "without subscribers:");
        LoadResult alone = run(plan, out);
        try (Watchers watchers = new Watchers(node.target(), port)) {
            watchers.open(watching);
            watchers.stopTheLast();
            line(out, "");
            line(out, "with %,d subscribers, one of which reads nothing:", watching);
            LoadResult watched = run(plan, out);
            watchers.awaitQuiet();
            long closed = watchers.closed();
            watchers.resumeTheLast();
            watchers.awaitQuiet();
            report(out, watchers, watched);
            line(
                    out,
                    "ingest p99    %.1f ms without subscribers, %.1f ms with them",
                    alone.latencyMicros().getValueAtPercentile(99) / 1e3,
                    watched.latencyMicros().getValueAtPercentile(99) / 1e3);
            requireHonest(watchers, closed);
        }
        return 0;
    }

    private LoadResult run(LoadPlan plan, PrintWriter out) {
        LoadResult result = new LoadTrial(plan, out).run();
        if (!result.holds()) {
            throw new CommandFailed(result.failure());
        }
        return result;
    }

    private void report(PrintWriter out, Watchers watchers, LoadResult watched) {
        LongSummaryStatistics got = watchers.ofReaders(Watcher::events);
        LongSummaryStatistics told = watchers.ofReaders(Watcher::told);
        Watcher stopped = watchers.stopped();
        double seconds = watched.duration().toNanos() / 1e9;
        line(out, "");
        line(
                out,
                "each reader   got %,d to %,d events (%,.0f on average), was told of %,d to %,d that it lost",
                got.getMin(),
                got.getMax(),
                got.getAverage(),
                told.getMin(),
                told.getMax());
        line(
                out,
                "all readers   got %,d of %,d events (%,.0f/s, %,.0f MB/s)",
                got.getSum(),
                got.getSum() + told.getSum(),
                got.getSum() / seconds,
                watchers.ofReaders(Watcher::bytes).getSum() / 1e6 / seconds);
        line(
                out,
                "the stopped   got %,d events and %,d other messages when it read again, was told of %,d that it lost",
                stopped.events(),
                stopped.others(),
                stopped.told());
    }

    private static void requireHonest(Watchers watchers, long closed) {
        if (closed > 0) {
            throw new CommandFailed(closed + " streams were closed meanwhile");
        }
        LongSummaryStatistics accounted = watchers.accountedFor();
        if (accounted.getMin() != accounted.getMax()) {
            throw new CommandFailed("messages were lost in silence: a subscriber got or was told of "
                    + accounted.getMin() + ", another of " + accounted.getMax());
        }
    }

    private int within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid " + option + ": expected a number from " + least + " to " + most);
        }
        return value;
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
