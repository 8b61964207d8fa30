package dev.mesher.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL of one's own, whose data outlives it. {@code pg_ctl} starts it in a session of its own, so that a
 * Ctrl-C reaches the node alone, which still needs its store to stop.
 */
final class DevPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DevPostgres.class);
    private static final int USUAL_PORT = 18182;

    private final PostgresTools tools;
    private final Path data;

    private DevPostgres(PostgresTools tools, Path data) {
        this.tools = tools;
        this.data = data;
    }

    /** A port for {@link #start}: the usual one, or any when that is taken. */
    static int freePort() throws IOException {
        try (ServerSocket usual = new ServerSocket()) {
            usual.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
            return usual.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            }
        }
    }

    /** Where a server on {@code port} is reached. */
    static String uri(int port) {
        return "postgres://postgres@127.0.0.1:" + port + "/postgres";
    }

    /** Starts a server in {@code directory}, which the caller has locked, and waits until it takes connections. */
    static DevPostgres start(Path directory, int port) throws IOException, StepFailure {
        PostgresTools tools = PostgresTools.in(PostgresBinaries.unpacked(directory));
        Path data = directory.resolve("data");
        DevPostgres server = new DevPostgres(tools, data);
        if (!Files.isDirectory(data)) {
            initialise(tools, directory.resolve("data.new"), data);
        }
        server.stopOrphan();
        tools.run(
                "pg_ctl",
                "start",
                "--wait",
                "--silent",
                "--pgdata=" + data,
                "--log=" + directory.resolve("postgres.log"),
                "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                        + " -c fsync=on -c full_page_writes=on -c synchronous_commit=on");
        return server;
    }

    Path data() {
        return data;
    }

    @Override
    public void close() throws IOException, StepFailure {
        tools.run("pg_ctl", "stop", "--wait", "--silent", "--mode=fast", "--pgdata=" + data);
    }

    /** Moved into place when it is whole, so that a first start that was cut short leaves nothing half made. */
    private static void initialise(PostgresTools tools, Path fresh, Path data) throws IOException, StepFailure {
        deleteTree(fresh);
        tools.run(
                "initdb",
                "--pgdata=" + fresh,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void stopOrphan() throws IOException, StepFailure {
        PostmasterPid pid = new PostmasterPid(data);
        if (pid.isServerRunning()) {
            LOG.info("[Mesher] stopping the PostgreSQL that an earlier dev left running");
            close();
        } else {
            pid.clearIfMisleading();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
