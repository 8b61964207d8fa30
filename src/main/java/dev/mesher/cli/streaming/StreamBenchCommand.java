package dev.mesher.cli.streaming;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.Range;
import dev.mesher.cli.Report;
import dev.mesher.cli.load.Durations;
import dev.mesher.cli.load.LoadOptions;
import dev.mesher.cli.load.LoadPlan;
import dev.mesher.cli.load.LoadResult;
import dev.mesher.cli.load.LoadTrial;
import dev.mesher.cli.remote.NodeOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bin/mesher bench-stream}: measures the live stream with many subscribers, one of which stops reading, while
 * events come in.
 */
@Command(
        name = "bench-stream",
        description = {
            "Sends events at a fixed rate twice, without and with subscribers of the live stream, one of which reads"
                    + " nothing until the end.",
            "Prints what each received and how many drops it was told of. Fails when a message was lost silently."
        },
        mixinStandardHelpOptions = true)
public final class StreamBenchCommand implements Callable<Integer> {
    private static final Range SUBSCRIBERS = new Range(2, 50_000);
    private static final Range PORTS = new Range(1, 65_535);

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
            description = "Number of subscribers, including the stopped one (default: ${DEFAULT-VALUE}).")
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
        int watching = SUBSCRIBERS.require(spec, "--subscribers", subscribers);
        int port = PORTS.require(spec, "--ws-port", webSocketPort);
        PrintWriter out = spec.commandLine().getOut();
        Report report = new Report(out);
        LoadPlan plan = load.plan(node.target(), connections, duration, OptionalDouble.of(rate));
        load.warmUp(plan, out);
        report.line("without subscribers:");
        LoadResult alone = run(plan, out);
        try (Watchers watchers = new Watchers(node.target(), port)) {
            watchers.open(watching);
            watchers.stopTheLast();
            report.line("");
            report.line("with %,d subscribers, one of which reads nothing:", watching);
            LoadResult watched = run(plan, out);
            watchers.awaitQuiet();
            long closed = watchers.closed();
            watchers.resumeTheLast();
            watchers.awaitQuiet();
            tell(report, watchers, watched);
            report.line(
                    "ingest p99    %.1f ms without subscribers, %.1f ms with them",
                    alone.latencyMicros().getValueAtPercentile(99) / 1e3,
                    watched.latencyMicros().getValueAtPercentile(99) / 1e3);
            requireNoSilentLoss(watchers, closed);
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

    private static void tell(Report report, Watchers watchers, LoadResult watched) {
        LongSummaryStatistics got = watchers.ofReaders(Watcher::events);
        LongSummaryStatistics told = watchers.ofReaders(Watcher::told);
        Watcher stopped = watchers.stopped();
        double seconds = watched.duration().toNanos() / 1e9;
        report.line("");
        report.line(
                "each reader   got %,d to %,d events (%,.0f on average), was told of %,d to %,d that it lost",
                got.getMin(), got.getMax(), got.getAverage(), told.getMin(), told.getMax());
        report.line(
                "all readers   got %,d of %,d events (%,.0f/s, %,.0f MB/s)",
                got.getSum(),
                got.getSum() + told.getSum(),
                got.getSum() / seconds,
                watchers.ofReaders(Watcher::bytes).getSum() / 1e6 / seconds);
        report.line(
                "the stopped   got %,d events and %,d other messages when it read again, was told of %,d that it lost",
                stopped.events(), stopped.others(), stopped.told());
    }

    private static void requireNoSilentLoss(Watchers watchers, long closed) {
        if (closed > 0) {
            throw new CommandFailed(closed + " streams were closed meanwhile");
        }
        LongSummaryStatistics accounted = watchers.accountedFor();
        if (accounted.getMin() != accounted.getMax()) {
            throw new CommandFailed("messages were lost silently: a subscriber received or was told of "
                    + accounted.getMin() + ", another of " + accounted.getMax());
        }
    }
}
