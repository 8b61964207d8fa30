package dev.mesher.cli.queries;

import dev.mesher.cli.DatabaseUrl;
import dev.mesher.cli.Range;
import dev.mesher.cli.Report;
import dev.mesher.cli.load.Durations;
import dev.mesher.cli.load.LoadResult;
import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.NodeOptions;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bin/mesher bench-queries}: measures lists and dashboards of a large project, on an idle node and under load.
 */
@Command(
        name = "bench-queries",
        description = {
            "Fills a project with events and issues over several days by plain SQL, then calls each list and dashboard"
                    + " route of a running node, and prints p50 and p99 of each.",
            "The database of DATABASE_URL, which the node serves, must hold no event; --no-fill measures what is there."
        },
        mixinStandardHelpOptions = true)
public final class QueriesCommand implements Callable<Integer> {
    private static final double LIMIT_MS = 50;

    private final DatabaseUrl database;

    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Option(
            names = "--no-fill",
            negatable = true,
            description = "Measures what the node has; DATABASE_URL is not needed then.")
    private boolean noFill;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Events to fill in (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--issues",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Issues that they belong to (default: ${DEFAULT-VALUE}).")
    private int issues;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "6",
            description = "Days back from now over which they are spread (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "200",
            description = "Calls of each route (default: ${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0",
            description = "Measures again while so many events a second come in (default: not).")
    private int rate;

    @Option(
            names = "--warm-up",
            paramLabel = "T",
            converter = Durations.class,
            defaultValue = "60s",
            description = "How long they come in before, until the node is compiled (default: ${DEFAULT-VALUE}).")
    private Duration warmUp;

    /** Reads DATABASE_URL from the process's environment. */
    public QueriesCommand() {
        this(System.getenv());
    }

    QueriesCommand(Map<String, String> process) {
        this.database = new DatabaseUrl(process);
    }

    @Override
    public Integer call() throws SQLException, TimeoutException {
        Dataset dataset = new Dataset(
                node.target().project(),
                new Range(1, 50_000_000).require(spec, "--events", events),
                new Range(1, 1_000_000).require(spec, "--issues", issues),
                new Range(1, 90).require(spec, "--days", days));
        int each = new Range(1, 100_000).require(spec, "--calls", calls);
        int load = new Range(0, 100_000).require(spec, "--rate", rate);
        PrintWriter out = spec.commandLine().getOut();
        try (ClientVertx client = new ClientVertx()) {
            if (!noFill) {
                new DatabaseFill(client.vertx(), database.uri(), out).run(dataset);
            }
            measure(
                    client,
                    new Routes(node.target(), each).discover(new NodeApi(client.vertx(), node.target())),
                    load,
                    new Report(out));
        }
        return 0;
    }

    private void measure(ClientVertx client, List<Samples> routes, int load, Report report) throws TimeoutException {
        Measurement measurement = new Measurement(client.vertx(), node.target());
        Map<String, Histogram> unusedWarmUp =
                measurement.run(routes.stream().map(route -> route.first(20)).toList());
        long start = System.nanoTime();
        tell("idle", measurement.run(routes), report);
        if (load > 0) {
            // Long enough for the same calls even if they take three times as long under load.
            Duration measured = Duration.ofSeconds(5 + 3 * (System.nanoTime() - start) / 1_000_000_000);
            BackgroundLoad background = BackgroundLoad.start(node.target(), load, warmUp, measured);
            tell("while " + load + " events/s come in", measurement.run(routes), report);
            LoadResult result = background.end();
            report.line("%s", background.said());
            report.line(
                    "load          %,.0f events/s, p99 %.1f ms", result.throughput(), ms(result.latencyMicros(), 99));
        }
    }

    private static void tell(String when, Map<String, Histogram> routes, Report report) {
        report.line("%n%-32s %8s %8s %8s   (ms, %s)", "route", "p50", "p99", "max", when);
        routes.forEach((route, micros) -> report.line(
                "%-32s %8.1f %8.1f %8.1f%s",
                route,
                ms(micros, 50),
                ms(micros, 99),
                ms(micros, 100),
                ms(micros, 99) > LIMIT_MS ? "   over " + LIMIT_MS : ""));
    }

    private static double ms(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
