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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
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
                    + " route of a running node, and prints p50, p99 and the longest time of each.",
            "The database of DATABASE_URL, which the node serves, must hold no event; --no-fill measures what is there.",
            "With DATABASE_URL and pg_stat_statements among PostgreSQL's shared_preload_libraries it also prints how many"
                    + " buffers (pages of 8 kB) PostgreSQL reads for a call."
        },
        mixinStandardHelpOptions = true)
public final class QueriesCommand implements Callable<Integer> {
    private static final int USUAL_BOUND = 50;
    private static final int WARM_UP_CALLS = 20;

    private final DatabaseUrl database;
    private final boolean databaseGiven;
    private final Set<String> over = new LinkedHashSet<>();

    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Option(
            names = "--no-fill",
            negatable = true,
            description = "Measures what the node has; without DATABASE_URL no buffers are counted then.")
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

    @Option(
            names = "--bound",
            paramLabel = "MS",
            description = "Ends with status 1 when a route's p99 is over so many milliseconds. Without it, routes over "
                    + USUAL_BOUND + " are marked and the status is 0.")
    private @Nullable Integer bound;

    /** Reads DATABASE_URL from the process's environment. */
    public QueriesCommand() {
        this(System.getenv());
    }

    QueriesCommand(Map<String, String> process) {
        this.database = new DatabaseUrl(process);
        this.databaseGiven = process.containsKey("DATABASE_URL");
    }

    @Override
    public Integer call() throws SQLException, TimeoutException, InterruptedException {
        Dataset dataset = new Dataset(
                node.target().project(),
                new Range(1, 50_000_000).require(spec, "--events", events),
                new Range(1, 1_000_000).require(spec, "--issues", issues),
                new Range(1, 90).require(spec, "--days", days));
        int each = new Range(1, 100_000).require(spec, "--calls", calls);
        int load = new Range(0, 100_000).require(spec, "--rate", rate);
        if (bound != null) {
            int unused = new Range(1, 60_000).require(spec, "--bound", bound);
        }
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
        return bound != null && !over.isEmpty() ? 1 : 0;
    }

    private void measure(ClientVertx client, List<Samples> routes, int load, Report report)
            throws SQLException, TimeoutException, InterruptedException {
        Measurement measurement = new Measurement(client.vertx(), node.target());
        List<Samples> few =
                routes.stream().map(route -> route.first(WARM_UP_CALLS)).toList();
        Map<String, Histogram> unusedWarmUp = measurement.run(few);
        Map<String, Long> buffers = buffers(measurement, few, report);
        long start = System.nanoTime();
        tell("idle", measurement.run(routes), buffers, report);
        if (load > 0) {
            // Long enough for the same calls even if they take three times as long under load.
            Duration measured = Duration.ofSeconds(5 + 3 * (System.nanoTime() - start) / 1_000_000_000);
            BackgroundLoad background = BackgroundLoad.start(node.target(), load, warmUp, measured);
            tell("while " + load + " events/s come in", measurement.run(routes), buffers, report);
            LoadResult result = background.end();
            report.line("%s", background.said());
            report.line(
                    "load          %,.0f events/s, p99 %.1f ms", result.throughput(), ms(result.latencyMicros(), 99));
        }
        report.line(
                "over %d ms    %s",
                limit(),
                over.isEmpty()
                        ? "no p99 of " + routes.size() + " routes"
                        : over.size() + " of " + routes.size() + " routes: " + String.join("; ", over));
    }

    /** Empty when they cannot be counted. */
    private Map<String, Long> buffers(Measurement measurement, List<Samples> routes, Report report)
            throws SQLException, TimeoutException, InterruptedException {
        Optional<BufferStore> store = databaseGiven ? BufferStore.open(database.uri()) : Optional.empty();
        if (store.isEmpty()) {
            report.line("buffers are not counted: that needs DATABASE_URL and a PostgreSQL with"
                    + " shared_preload_libraries = 'pg_stat_statements'");
            return Map.of();
        }
        try (BufferStore database = store.get()) {
            database.observeIdle();
            return measurement.buffers(routes, database);
        }
    }

    private int limit() {
        return bound == null ? USUAL_BOUND : bound;
    }

    private void tell(String when, Map<String, Histogram> routes, Map<String, Long> buffers, Report report) {
        report.line("%n%-40s %8s %8s %8s %8s   (ms, %s)", "route", "p50", "p99", "max", "buffers", when);
        routes.forEach((route, micros) -> {
            boolean slow = ms(micros, 99) > limit();
            if (slow) {
                boolean unused = over.add(route);
            }
            Long read = buffers.get(route);
            report.line(
                    "%-40s %8.1f %8.1f %8.1f %8s%s",
                    route,
                    ms(micros, 50),
                    ms(micros, 99),
                    ms(micros, 100),
                    read == null ? "-" : read.toString(),
                    slow ? "   over " + limit() : "");
        });
    }

    private static double ms(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
