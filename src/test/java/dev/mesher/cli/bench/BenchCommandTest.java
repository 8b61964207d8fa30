package dev.mesher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.PostgresUri;
import dev.mesher.testing.FakeNode;
import dev.mesher.testing.FakeNode.Reaction;
import dev.mesher.testing.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void bothFiguresAndTheirRatioArePrintedAndTheTableIsDropped() throws SQLException {
        String uri = TestPostgres.migratedDatabase();
        try (FakeNode node = FakeNode.that(Reaction.ACCEPT)) {
            assertThat(bench(uri, node)).as(err.toString()).isZero();
        }

        assertThat(out.toString())
                .contains("every acknowledged event is stored once", "1,000 rows prepared", "synchronous_commit")
                .containsPattern("copied +[1-9][0-9,]* rows/s")
                .containsPattern("ratio +[0-9.]+ \\(");
        assertThat(benchTables(uri)).isZero();
    }

    @Test
    void theTableIsDroppedWhenTheLoadFails() throws SQLException {
        String uri = TestPostgres.migratedDatabase();
        try (FakeNode node = FakeNode.that(Reaction.ACCEPT).countAnswers(401)) {
            assertThat(bench(uri, node)).isEqualTo(1);
        }

        assertThat(err.toString()).contains("--token");
        assertThat(benchTables(uri)).isZero();
    }

    @Test
    void aRefusingNodeHasNoRatio() {
        try (FakeNode node = new FakeNode(number -> number == 0 ? Reaction.ACCEPT : Reaction.RATE_LIMIT)) {
            assertThat(bench(TestPostgres.migratedDatabase(), node)).isEqualTo(1);
        }

        assertThat(err.toString()).contains("no ratio");
        assertThat(out.toString()).contains("MOSTLY REFUSED").doesNotContain("copied");
    }

    @Test
    void theDatabaseIsNamedWhenItIsMissing() {
        try (FakeNode node = FakeNode.that(Reaction.ACCEPT)) {
            assertThat(bench(null, node)).isEqualTo(1);
            assertThat(err.toString()).contains("Missing required environment variable DATABASE_URL");
            assertThat(node.received()).isZero();
        }
    }

    private int bench(@Nullable String databaseUrl, FakeNode node) {
        return new CommandLine(new BenchCommand(databaseUrl == null ? Map.of() : Map.of("DATABASE_URL", databaseUrl)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--url=" + node.url(), "--connections=2", "--seconds=1", "--rows=1000", "--issues=20");
    }

    private static long benchTables(String databaseUrl) throws SQLException {
        PostgresUri uri = new PostgresUri(databaseUrl);
        try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM pg_class WHERE relname LIKE 'mesher_bench%'")) {
            return row.next() ? row.getLong(1) : -1;
        }
    }
}
