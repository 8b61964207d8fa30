package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.PostgresUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevPostgresTest {
    @TempDir
    private Path directory;

    @Test
    void dataIsDurableAndOutlivesWhatAKillLeaves() throws Exception {
        DevPostgres orphan = DevPostgres.start(directory);
        assertThat(query(orphan, "SHOW fsync")).isEqualTo("on");
        assertThat(query(orphan, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query(orphan, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(query(orphan, "CREATE TABLE kept AS SELECT 42 AS answer")).isEmpty();

        // A JVM that is killed never stops its server: the next start finds it running and takes its place.
        try (DevPostgres server = DevPostgres.start(directory)) {
            assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
        assertThat(new PostmasterPid(directory.resolve("data")).isServerRunning())
                .isFalse();

        // After a crash of the machine the number in the file may belong to any program.
        Path pid = directory.resolve("data").resolve("postmaster.pid");
        long stranger = ProcessHandle.current().parent().orElseThrow().pid();
        Files.write(pid, List.of(Long.toString(stranger)));
        try (DevPostgres server = DevPostgres.start(directory)) {
            assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
        assertThat(pid).doesNotExist();
    }

    private static String query(DevPostgres server, String sql) throws SQLException {
        PostgresUri uri = new PostgresUri(server.uri());
        try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            ResultSet rows = statement.getResultSet();
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }
}
