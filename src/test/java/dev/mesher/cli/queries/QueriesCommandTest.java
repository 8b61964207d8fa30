package dev.mesher.cli.queries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.PostgresUri;
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
                            "--calls=3",
                            "--rate=50",
                            "--warm-up=1s"))
                    .as(err.toString())
                    .isZero();

            assertThat(out.toString())
                    .contains(
                            "digested in",
                            "(ms, idle)",
                            "while 50 events/s come in",
                            "every acknowledged event is stored")
                    .containsPattern("events/search, rare +[0-9.]+ +[0-9.]+")
                    .containsPattern("dashboard/tags +[0-9.]+ +[0-9.]+");
            assertThat(node.number("SELECT count(*) FROM issues WHERE fingerprint LIKE 'bench %'"))
                    .isEqualTo(50);
            assertThat(node.number("SELECT count(*) FROM events WHERE fingerprint LIKE 'bench %'"))
                    .isEqualTo(3_000);
            StoredCounts.assertHoursConsistent(node.database());
            assertThat(node.number("SELECT count(DISTINCT id) FROM event_blocks, unnest(ids) id"))
                    .isGreaterThanOrEqualTo(3_000);

            assertThat(run(uri, node)).isEqualTo(1);
            assertThat(err.toString()).contains("holds events");
            assertThat(run(null, node, "--no-fill", "--calls=1")).isZero();
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
        try (TestNode node = TestNode.start(directory)) {
            assertThat(run(null, node)).isEqualTo(1);
        }

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
        List<String> arguments = new ArrayList<>(List.of("--url=http://127.0.0.1:" + node.httpPort()));
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
