package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.FreePort;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that fails: one plain line, exit code 1, and no port is left bound. */
@ExtendWith(VertxExtension.class)
final class RunCommandTest {
    @TempDir
    private Path directory;

    @Test
    void withoutDatabase() throws Exception {
        Map<String, String> environment = environment();

        Shell shell = run(environment);

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err()).containsExactly("Missing required environment variable DATABASE_URL");
        assertThat(shell.out()).isEmpty();
        assertNothingListens(environment);
    }

    @Test
    void allProblemsInOneGo() throws Exception {
        Map<String, String> environment = environment();
        environment.put("MESH_CLUSTER_COOKIE", "c");

        assertThat(run(environment).err())
                .containsExactly(
                        "Missing required environment variable DATABASE_URL",
                        "Missing required environment variable MESH_DISCOVERY_SEED");
    }

    @Test
    void postgresUnreachable() throws Exception {
        Map<String, String> environment = environment();
        environment.put("DATABASE_URL", "postgres://user:hush@127.0.0.1:" + FreePort.next() + "/mesher");

        Shell shell = run(environment);

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err())
                .singleElement()
                .asString()
                .startsWith("PostgreSQL at 127.0.0.1:")
                .contains("DATABASE_URL", "refused")
                .doesNotContain("hush");
        assertNothingListens(environment);
    }

    @Test
    void schemaBehind() throws Exception {
        Map<String, String> environment = environment();
        environment.put("DATABASE_URL", TestPostgres.emptyDatabase());

        Shell shell = run(environment);

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err())
                .singleElement()
                .asString()
                .startsWith("The schema of localhost:")
                .endsWith("run bin/mesher migrate up");
        assertNothingListens(environment);
    }

    @Test
    void schemaOfAnotherVersion(Vertx vertx) throws Exception {
        Map<String, String> environment = environment();
        String uri = TestPostgres.migratedDatabase();
        environment.put("DATABASE_URL", uri);
        try (TestDatabase database = new TestDatabase(vertx, uri)) {
            database.sql("UPDATE databasechangelog SET id = 'former-' || id");
        }

        Shell run = run(environment);
        Shell up = Shell.run(new MigrateUpCommand(environment, directory));
        Shell status = Shell.run(new MigrateStatusCommand(environment, directory));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .singleElement()
                .asString()
                .startsWith("PostgreSQL at localhost:")
                .contains("another version (change set former-accounts and ", "on a new database");
        assertThat(up).isEqualTo(run);
        assertThat(status).isEqualTo(run);
        assertNothingListens(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT", "MESHER_WS_PORT", "MESH_CLUSTER_PORT", "MESHER_BUS_PORT"})
    void portTaken(String variable) throws Exception {
        Map<String, String> environment = environment();
        environment.put("DATABASE_URL", TestPostgres.migratedDatabase());
        environment.put("MESH_CLUSTER_COOKIE", "c");
        environment.put("MESH_DISCOVERY_SEED", "127.0.0.1");
        environment.put("MESH_CLUSTER_PORT", Integer.toString(FreePort.next()));
        environment.put("MESHER_BUS_PORT", Integer.toString(FreePort.next()));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put(variable, Integer.toString(taken.getLocalPort()));

            Shell shell = run(environment);

            assertThat(shell.exitCode()).isEqualTo(1);
            assertThat(shell.err())
                    .singleElement()
                    .asString()
                    .startsWith(variable + ": cannot listen on port " + taken.getLocalPort());
        }
        assertNothingListens(environment);
    }

    @Test
    void addressOfAnotherMachine() throws Exception {
        Map<String, String> environment = environment();
        environment.put("DATABASE_URL", TestPostgres.migratedDatabase());
        environment.put("MESHER_HOST", "192.0.2.1");

        assertThat(run(environment).err()).containsExactly("MESHER_HOST: 192.0.2.1 is not an address of this machine");
    }

    @Test
    void environmentFileIsRead() throws Exception {
        Files.writeString(directory.resolve(".env"), "PORT=nine\n");

        assertThat(run(new HashMap<>()).err())
                .containsExactly(
                        "Missing required environment variable DATABASE_URL",
                        "Invalid PORT: expected a positive integer");
    }

    @Test
    void helpAndWrongUsage() {
        assertThat(Shell.run(new RunCommand(), "--help").exitCode()).isZero();
        assertThat(Shell.run(new RunCommand(), "--nonsense").exitCode()).isEqualTo(2);
    }

    private Shell run(Map<String, String> environment) {
        return Shell.run(new RunCommand(environment, directory));
    }

    private static Map<String, String> environment() throws IOException {
        return new HashMap<>(Map.of(
                "MESHER_HOST", "127.0.0.1",
                "PORT", Integer.toString(FreePort.next()),
                "MESHER_WS_PORT", Integer.toString(FreePort.next())));
    }

    private static void assertNothingListens(Map<String, String> environment) throws IOException {
        for (String variable : new String[] {"PORT", "MESHER_WS_PORT"}) {
            int port = Integer.parseInt(String.valueOf(environment.get(variable)));
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(probe.isBound()).as(variable).isTrue();
            }
        }
    }
}
