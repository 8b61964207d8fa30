package dev.mesher.cli.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mesher.db.PostgresUri;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class QueriesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void fillsThenMeasuresEveryRouteIdleAndUnderLoad() {
        String uri = TestPostgres.migratedDatabase();
        try (TestNode node = TestNode.start(TestNode.settings(uri, directory, TestNode.NO_LIMIT))) {
            assertThat(run(
                            uri,
                            node,
                            "--events=3000",
                            "--issues=50",
                            "--days=2",
                            "--calls=2",
                            "--rate=50",
                            "--warm-up=1s"))
                    .as(err.toString())
                    .isZero();

            assertThat(out.toString())
                    .contains(
                            "digested in",
                            "(ms, idle)",
                            "while 50 events/s come in",
                            "every acknowledged event is stored",
                            "\nover 50 ms")
                    .containsPattern("events/search, rare( +[0-9.]+){3} +[1-9][0-9]*")
                    .containsPattern("issues query release:, nothing( +[0-9.]+){3} +[1-9][0-9]*")
                    .containsPattern("dashboard/volume hour, 90 days by level( +[0-9.]+){3} +[1-9][0-9]*");
            assertThat(out.toString().lines().filter(line -> line.matches(".*( +[0-9.]+){3} +([0-9]+|-)(   over.*)?")))
                    .as("a line for each route, idle and under load")
                    .hasSize(2 * routes());
            assertThat(node.number("SELECT count(*) FROM issues WHERE fingerprint LIKE 'bench %'"))
                    .isEqualTo(50);
            assertThat(node.number("SELECT count(*) FROM events WHERE fingerprint LIKE 'bench %'"))
                    .isEqualTo(3_000);
            StoredCounts.assertHoursConsistent(node.database());
            assertThat(node.number("SELECT count(DISTINCT id) FROM event_blocks, unnest(ids) id"))
                    .isGreaterThanOrEqualTo(3_000);

            assertThat(run(uri, node)).isEqualTo(1);
            assertThat(err.toString()).contains("holds events");
            assertThat(run(null, node, "--no-fill", "--calls=1", "--bound=60000"))
                    .isZero();
            assertThat(out.toString())
                    .contains("buffers are not counted", "over 60000 ms    no p99 of " + routes() + " routes")
                    .containsPattern("storage( +[0-9.]+){3} +-");
            assertThat(run(null, node, "--no-fill", "--calls=1", "--bound=1"))
                    .as(out.toString())
                    .isEqualTo(1);
        }
    }

    /** As many as the summary at the end names. */
    private int routes() {
        Matcher last = Pattern.compile("of (\\d+) routes").matcher(out.toString());
        assertThat(last.find()).isTrue();
        return Integer.parseInt(last.group(1));
    }

    /** What a node repeats by itself does not count, and a call's statements do. */
    @Test
    void onlyTheBuffersOfCallsAreCounted() throws Exception {
        PostgresUri uri = new PostgresUri(TestPostgres.migratedDatabase());
        try (Connection node = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties());
                Statement statement = node.createStatement();
                BufferStore buffers = BufferStore.open(uri).orElseThrow()) {
            long before = buffers.read();
            boolean unused = statement.execute("SELECT count(*) FROM projects, users");
            long after = buffers.read();
            assertThat(after).isGreaterThan(before);

            ScheduledExecutorService repeating = Executors.newSingleThreadScheduledExecutor();
            ScheduledFuture<?> own = repeating.scheduleAtFixedRate(
                    () -> assertThatCode(() -> statement.execute("SELECT count(*) FROM projects, api_keys"))
                            .doesNotThrowAnyException(),
                    0,
                    100,
                    TimeUnit.MILLISECONDS);
            buffers.observeIdle();
            long idle = buffers.read();
            buffers.observeIdle();
            assertThat(buffers.read()).isEqualTo(idle);
            assertThat(own.cancel(false)).isTrue();
            repeating.shutdown();
            assertThat(repeating.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A node that digests at the same time has the digest to itself, and the fill must wait for it. */
    @Test
    void whatWaitsForTheDigestIsSeen() throws SQLException {
        PostgresUri uri = new PostgresUri(TestPostgres.migratedDatabase());
        Instant now = Instant.now();
        try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties());
                Statement statement = connection.createStatement()) {
            FillStore store = new FillStore(connection, new PrintWriter(out));
            assertThat(store.undigested(now)).isFalse();

            store.fill(new Dataset("default", 10, 1, 1), List.of(new byte[1]));
            assertThat(store.undigested(now)).isTrue();
            assertThat(store.undigested(now.minus(2, ChronoUnit.DAYS))).isFalse();

            assertThat(statement.executeUpdate(
                            "UPDATE digest_progress SET digested_to = last.id, digested_until = last.received_at"
                                    + " FROM (SELECT id, received_at FROM events ORDER BY id DESC LIMIT 1) last"))
                    .isOne();
            assertThat(store.undigested(now.plusSeconds(60))).isFalse();
        }
    }

    @Test
    void theDatabaseIsNamedWhenItIsMissing() {
        assertThat(run(null, FreePort.next())).isEqualTo(1);

        assertThat(err.toString()).contains("Missing required environment variable DATABASE_URL");
    }

    @Test
    void aNumberOutOfRangeIsWrongUsage() {
        assertThat(new CommandLine(new QueriesCommand(Map.of()))
                        .setErr(new PrintWriter(err))
                        .execute("--calls=0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Invalid --calls");
    }

    private int run(@Nullable String databaseUrl, TestNode node, String... options) {
        return run(databaseUrl, node.httpPort(), options);
    }

    private int run(@Nullable String databaseUrl, int port, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--url=http://127.0.0.1:" + port));
        arguments.addAll(List.of(options));
        CommandLine command = new CommandLine(
                        new QueriesCommand(databaseUrl == null ? Map.of() : Map.of("DATABASE_URL", databaseUrl)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println(failure.getMessage());
            return 1;
        });
        return command.execute(arguments.toArray(String[]::new));
    }
}
