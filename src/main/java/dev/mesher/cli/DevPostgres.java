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
 * A PostgreSQL server of its own; its data remains when the server stops. {@code pg_ctl} starts it in a session of its
 * own. So a Ctrl-C reaches only the node, which still needs the database while it stops.
 */
final class DevPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DevPostgres.class);
    private static final int USUAL_PORT = 18182;

    /** The URI that is used unless the port is taken. */
    static final String USUAL_URI = uri("", USUAL_PORT);

    private final PostgresTools tools;
    private final Path data;
    private final Path passwordFile;
    private final String password;
    private final int port;

    private DevPostgres(PostgresTools tools, Path data, Path passwordFile, String password, int port) {
        this.tools = tools;
        this.data = data;
        this.passwordFile = passwordFile;
        this.password = password;
        this.port = port;
    }

    /** Starts a server in {@code directory}, which the caller has locked. Waits until it accepts connections. */
    static DevPostgres start(Path directory) throws IOException {
        PostgresTools tools = PostgresTools.in(PostgresBinaries.unpacked(directory));
        Path data = directory.resolve("data");
        if (!Files.isDirectory(data)) {
            initialise(tools, directory.resolve("data.new"), data);
        }
        stopOrphan(tools, data);
        Path passwordFile = directory.resolve("postgres.password");
        String password = PostgresPassword.enforced(tools, data, passwordFile);
        DevPostgres server = new DevPostgres(tools, data, passwordFile, password, freePort());
        tools.run(
                "pg_ctl",
                "start",
                "--wait",
                "--silent",
                "--pgdata=" + data,
                "--log=" + directory.resolve("postgres.log"),
                "--options=-p " + server.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                        + " -c fsync=on -c full_page_writes=on -c synchronous_commit=on");
        return server;
    }

    /** The URI with the password: never logged. */
    String uri() {
        return uri(":" + password, port);
    }

    String uriWithoutPassword() {
        return uri("", port);
    }

    Path passwordFile() {
        return passwordFile;
    }

    Path data() {
        return data;
    }

    @Override
    public void close() throws IOException {
        stop(tools, data);
    }

    private static void stop(PostgresTools tools, Path data) throws IOException {
        tools.run("pg_ctl", "stop", "--wait", "--silent", "--mode=fast", "--pgdata=" + data);
    }

    private static String uri(String password, int port) {
        return "postgres://postgres" + password + "@127.0.0.1:" + port + "/postgres";
    }

    /** The usual port, or any free port when that is taken. */
    private static int freePort() throws IOException {
        try (ServerSocket usual = new ServerSocket()) {
            usual.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
            return usual.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            }
        }
    }

    /**
     * Creates the data directory. It is moved into place when it is complete, so an interrupted first start leaves
     * nothing incomplete. At first it trusts every connection, but it does not run before it has a {@link
     * PostgresPassword}.
     */
    private static void initialise(PostgresTools tools, Path fresh, Path data) throws IOException {
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

    private static void stopOrphan(PostgresTools tools, Path data) throws IOException {
        PostmasterPid pid = new PostmasterPid(data);
        if (pid.isServerRunning()) {
            LOG.info("[Mesher] stopping the PostgreSQL that an earlier dev left running");
            stop(tools, data);
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
