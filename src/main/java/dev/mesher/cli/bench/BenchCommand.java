package dev.mesher.cli.bench;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.DatabaseUrl;
import dev.mesher.cli.Range;
import dev.mesher.cli.Report;
import dev.mesher.cli.load.LoadEvents;
import dev.mesher.cli.load.LoadOptions;
import dev.mesher.cli.load.LoadPlan;
import dev.mesher.cli.load.LoadResult;
import dev.mesher.cli.load.LoadTrial;
import dev.mesher.cli.remote.NodeOptions;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bin/mesher bench}: measures the node's durable throughput, and compares it with what its PostgreSQL can store
 * at most.
 */
@Command(
        name = "bench",
        description = {
            "Runs a load test against a running node, then writes the same rows by COPY alone into the PostgreSQL of"
                    + " DATABASE_URL, and prints both with their ratio.",
            "The COPY goes into a table of its own that is dropped again."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final Range ROWS = new Range(1, 1_000_000);
    private static final Range SECONDS = new Range(1, 3_600);

    private final DatabaseUrl database;

    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Mixin
    private LoadOptions load;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "256",
            description = "Connections of the load test (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "Distinct rows prepared for COPY, which sends them over and over (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "How long each of the two is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    /** Reads DATABASE_URL from the process's environment. */
    public BenchCommand() {
        this(System.getenv());
    }

    BenchCommand(Map<String, String> process) {
        this.database = new DatabaseUrl(process);
    }

    @Override
    public Integer call() throws SQLException, InterruptedException {
        Duration duration = Duration.ofSeconds(SECONDS.require(spec, "--seconds", seconds));
        int distinctRows = ROWS.require(spec, "--rows", rows);
        LoadPlan plan = load.plan(node.target(), connections, duration, OptionalDouble.empty());
        PrintWriter out = spec.commandLine().getOut();
        Report report = new Report(out);
        // Created before the load, so that a problem with PostgreSQL is reported at once.
        try (CopyTable table = CopyTable.create(database.uri())) {
            load.warmUp(plan, out);
            LoadResult loaded = new LoadTrial(plan, out).run();
            requireThroughput(loaded);
            CopyRun.Result copied = copy(table, distinctRows, duration, report);
            compare(loaded, copied, report);
        }
        return 0;
    }

    private CopyRun.Result copy(CopyTable table, int distinctRows, Duration duration, Report report)
            throws SQLException, InterruptedException {
        CopyRows prepared = CopyRows.prepare(new LoadEvents(load.size(), load.issues(), "bench"), distinctRows);
        report.line("");
        report.line(
                "copy alone on %s (%s): %d connections, %d rows a COPY and transaction, %ds",
                database.uri(), table.durability(), CopyRun.CONNECTIONS, CopyRows.BATCH, duration.toSeconds());
        report.line(
                "%,d rows prepared beforehand (payload compressed), sent over and over with fresh ids, into one table with"
                        + " the columns and indexes of events; no HTTP, no issues, no dedupe, no counters: the limit",
                prepared.size());
        CopyRun.Result copied = new CopyRun(table, prepared, duration).run();
        report.line(
                "copied        %,.0f rows/s (%,d in %.1f s)",
                copied.rowsPerSecond(), copied.rows(), copied.elapsed().toNanos() / 1e9);
        return copied;
    }

    private static void requireThroughput(LoadResult loaded) {
        if (!loaded.holds()) {
            throw new CommandFailed(loaded.failure());
        }
        if (loaded.mostlyRefused()) {
            throw new CommandFailed("no ratio: the node refused most of the load");
        }
    }

    private static void compare(LoadResult loaded, CopyRun.Result copied, Report report) {
        report.line(
                "ratio         %.2f (%,.0f acknowledged events/s through the node, %,.0f rows/s by COPY alone)",
                loaded.throughput() / copied.rowsPerSecond(), loaded.throughput(), copied.rowsPerSecond());
    }
}
