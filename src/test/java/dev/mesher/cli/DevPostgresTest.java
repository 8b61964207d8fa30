package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.db.PostgresUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    @Test
    void nobodyConnectsWithoutThePassword() throws Exception {
        String password;
        try (DevPostgres server = DevPostgres.start(directory)) {
            assertSecured(server);
            password = Files.readString(server.passwordFile()).strip();
            assertThat(password).hasSize(43);
            assertThat(server.uri()).contains(":" + password + "@127.0.0.1:");
            assertThat(server.uriWithoutPassword()).doesNotContain(password);
        }
        // Other users of the machine see it nowhere.
        assertThat(Files.readString(directory.resolve("postgres.log"))).doesNotContain(password);

        open(directory.resolve("postgres.password"), "rw-r--r--");
        try (DevPostgres server = DevPostgres.start(directory)) {
            assertSecured(server);
            assertThat(Files.readString(server.passwordFile()).strip()).isEqualTo(password);
        }
        // Whoever has set another password, and knows it no more.
        Files.delete(directory.resolve("postgres.password"));
        try (DevPostgres server = DevPostgres.start(directory)) {
            assertSecured(server);
            assertThat(Files.readString(server.passwordFile()).strip()).isNotEqualTo(password);
        }
    }

    @Test
    void aServerThatTrustedEveryoneIsMovedToAPassword() throws Exception {
        try (DevPostgres server = DevPostgres.start(directory)) {
            assertThat(query(server.uri(), "CREATE TABLE kept AS SELECT 42 AS answer"))
                    .isEmpty();
        }
        // As Mesher left it before there was a password.
        Files.delete(directory.resolve("postgres.password"));
        Path rules = directory.resolve("data").resolve("pg_hba.conf");
        Path unused = Files.writeString(rules, "host all all 127.0.0.1/32 trust\n");

        try (DevPostgres server = DevPostgres.start(directory)) {
            assertSecured(server);
            assertThat(query(server.uri(), "SELECT answer FROM kept")).isEqualTo("42");
        }

        // Nor is it opened again by hand.
        Path again = Files.writeString(rules, "host all all 127.0.0.1/32 trust\n");
        try (DevPostgres server = DevPostgres.start(directory)) {
            assertSecured(server);
        }
        assertThat(again).content().doesNotContain("trust");
    }

    private void assertSecured(DevPostgres server) throws Exception {
        assertThatThrownBy(() -> query(server.uriWithoutPassword(), "SELECT 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
        assertThatThrownBy(() -> query(server.uri().replaceFirst(":[^:@/]+@", ":wrong@"), "SELECT 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(query(
                        server.uri(),
                        "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules WHERE error IS NULL"))
                .isEqualTo("scram-sha-256");
        assertThat(query(server.uri(), "SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'"))
                .startsWith("SCRAM-SHA-256$");
        assertThat(query(server.uri(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query(server.uri(), "SHOW unix_socket_directories")).isEmpty();
        assertThat(mode(server.passwordFile())).isEqualTo("rw-------");
        assertThat(mode(server.data())).isEqualTo("rwx------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void open(Path path, String mode) throws IOException {
        Path unused = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String query(DevPostgres server, String sql) throws SQLException {
        return query(server.uri(), sql);
    }

    private static String query(String database, String sql) throws SQLException {
        PostgresUri uri = new PostgresUri(database);
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
