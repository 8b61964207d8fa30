package dev.mesher.testing;

import dev.mesher.db.Migrations;
import dev.mesher.db.PostgresUri;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL of a test class's own, which it may stop, kill and start again on the same port with the same data. */
public final class OwnPostgres implements AutoCloseable {
    private static final String TEMPLATE = "migrated";

    private final Path data;
    private final int port = FreePort.next();
    private EmbeddedPostgres server;
    private boolean running;
    private int databases;

    /** Starts one in {@code directory}. */
    public OwnPostgres(Path directory) {
        this.data = directory.resolve("data");
        start();
        execute("CREATE DATABASE " + TEMPLATE);
        try {
            if (new Migrations(new PostgresUri(uri(TEMPLATE))).up() == 0) {
                throw new IllegalStateException("no change set was applied");
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The URI of a new database with the whole schema and the seed data. Starts the server when a test left it stopped. */
    public String migratedDatabase() {
        if (!running) {
            start();
        }
        String name = "test" + ++databases;
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return uri(name);
    }

    /** Harmless when it is stopped. */
    public void stop() {
        try {
            server.close();
            running = false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As the kernel does when memory is short. The backends see that their parent is gone and end too. */
    public void kill() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            List<ProcessHandle> backends = postmaster.children().toList();
            boolean unused = postmaster.destroyForcibly();
            ProcessHandle ended = postmaster.onExit().join();
            backends.forEach(backend -> backend.onExit().join());
            if (ended.isAlive()) {
                throw new IllegalStateException("PostgreSQL outlives its death");
            }
            // Finds nothing to stop any more, but gives back its lock on the directory.
            server.close();
            running = false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void start() {
        server = started();
        running = true;
    }

    @Override
    public void close() {
        stop();
    }

    private String uri(String database) {
        return "postgres://postgres@localhost:" + port + "/" + database;
    }

    private void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
