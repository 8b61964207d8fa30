package dev.mesher.cli.queries;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.load.LoadEvents;
import dev.mesher.cli.load.LoadPlan;
import dev.mesher.cli.load.LoadResult;
import dev.mesher.cli.load.LoadTrial;
import dev.mesher.cli.load.PayloadSize;
import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.NodeOptions;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.ops.DigestStore;
import dev.mesher.write.Payload;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/mesher bench-queries}: how long the lists and dashboards of a large project take, idle and under load. */
@Command(
        name = "bench-queries",
        description = {
            "Fills a project with events and issues over several days by plain SQL, then calls each list and dashboard"
                    + " route of a running node, and prints p50 and p99 of each.",
            "The database of DATABASE_URL, which the node serves, must hold no event; --no-fill measures what is there."
        },
        mixinStandardHelpOptions = true)
public final class QueriesCommand implements Callable<Integer> {
    private static final int PAYLOADS = 256;
    private static final int DIGEST_BATCH = 20_000;
    private static final int LOAD_CONNECTIONS = 64;
    private static final int LOAD_ISSUES = 2_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final double LIMIT_MS = 50;

    private final Environment environment;

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

    /** Reads DATABASE_URL from the process's environment. */
    public QueriesCommand() {
        this(System::getenv);
    }

    QueriesCommand(Environment environment) {
        this.environment = environment;
    }

    /** Where variables come from. */
    interface Environment {
        @Nullable
        String get(String name);
    }

    @Override
    public Integer call() throws SQLException, TimeoutException {
        Dataset dataset = new Dataset(
                node.target().project(),
                within("--events", events, 1, 50_000_000),
                within("--issues", issues, 1, 1_000_000),
                within("--days", days, 1, 90));
        int each = within("--calls", calls, 1, 100_000);
        int load = within("--rate", rate, 0, 100_000);
        PrintWriter out = spec.commandLine().getOut();
        try (ClientVertx client = new ClientVertx()) {
            if (!noFill) {
                fill(client, dataset, out);
            }
            measure(
                    client,
                    new Routes(node.target(), each).discover(new NodeApi(client.vertx(), node.target())),
                    load,
                    out);
        }
        return 0;
    }

    private void fill(ClientVertx client, Dataset dataset, PrintWriter out) throws SQLException, TimeoutException {
        PostgresUri uri = databaseUri();
        try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties())) {
            FillStore store = new FillStore(connection, out);
            if (!store.empty()) {
                throw new CommandFailed("the database " + uri + " holds events: give an empty one, or --no-fill");
            }
            LoadEvents samples = new LoadEvents(PayloadSize.TYPICAL, Math.min(PAYLOADS, dataset.issues()), "bench");
            store.fill(
                    dataset,
                    Stream.generate(() -> Payload.compress(samples.next().getBytes()))
                            .limit(PAYLOADS)
                            .toList());
            digest(client, uri, out);
            store.vacuum();
        }
    }

    /** The node would do it in its own time. */
    private static void digest(ClientVertx client, PostgresUri uri, PrintWriter out) throws TimeoutException {
        Database database = Database.create(client.vertx(), uri);
        try {
            DigestStore digest = new DigestStore(database.duties(), DIGEST_BATCH);
            Instant until = Instant.now();
            long start = System.nanoTime();
            while (digest.digest(until).await(1, TimeUnit.MINUTES)) {
                out.print('.');
                out.flush();
            }
            line(out, "%ndigested in %.1f s", (System.nanoTime() - start) / 1e9);
        } finally {
            Void unused = database.close().await(10, TimeUnit.SECONDS);
        }
    }

    private void measure(ClientVertx client, List<Samples> routes, int load, PrintWriter out) throws TimeoutException {
        Measurement measurement = new Measurement(client.vertx(), node.target());
        Map<String, Histogram> unusedWarmUp =
                measurement.run(routes.stream().map(route -> route.first(20)).toList());
        long start = System.nanoTime();
        report("idle", measurement.run(routes), out);
        if (load > 0) {
            // Long enough for the same calls, should they take three times as long.
            Duration duration =
                    Duration.ofSeconds(WARM_UP_SECONDS + 5 + 3 * (System.nanoTime() - start) / 1_000_000_000);
            StringWriter said = new StringWriter();
            CompletableFuture<LoadResult> loaded = CompletableFuture.supplyAsync(() -> load(load, duration, said));
            awaitWarmUp(loaded);
            report("while " + load + " events/s come in", measurement.run(routes), out);
            LoadResult result = loaded.join();
            out.println(said);
            line(out, "load          %,.0f events/s, p99 %.1f ms", result.throughput(), ms(result.latencyMicros(), 99));
        }
    }

    /** A cold load and a cold node would be measured as a slow query. */
    private static void awaitWarmUp(CompletableFuture<LoadResult> loaded) {
        try {
            LoadResult early = loaded.get(WARM_UP_SECONDS, TimeUnit.SECONDS);
            throw new CommandFailed("the load ended early: " + early.failure());
        } catch (TimeoutException asMeant) {
            // The load goes on.
        } catch (InterruptedException | ExecutionException failed) {
            throw new CommandFailed("the load broke off: " + CommandFailed.words(failed));
        }
    }

    private LoadResult load(int perSecond, Duration duration, StringWriter said) {
        return new LoadTrial(
                        new LoadPlan(
                                node.target(),
                                LOAD_CONNECTIONS,
                                duration,
                                OptionalDouble.of(perSecond),
                                PayloadSize.TYPICAL,
                                LOAD_ISSUES,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(30)),
                        new PrintWriter(said, true))
                .run();
    }

    private static void report(String when, Map<String, Histogram> routes, PrintWriter out) {
        line(out, "%n%-32s %8s %8s %8s   (ms, %s)", "route", "p50", "p99", "max", when);
        routes.forEach((route, micros) -> line(
                out,
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

    private PostgresUri databaseUri() {
        String text = environment.get("DATABASE_URL");
        if (text == null || text.isBlank()) {
            throw new CommandFailed("Missing required environment variable DATABASE_URL");
        }
        try {
            return new PostgresUri(text);
        } catch (IllegalArgumentException invalid) {
            throw new CommandFailed("Invalid DATABASE_URL: " + invalid.getMessage());
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
