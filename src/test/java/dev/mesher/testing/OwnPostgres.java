package dev.mesher.testing;

import dev.mesher.db.Migrations;
import dev.mesher.db.PostgresUri;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL of a test's own, which it may stop, kill and start again on the same port with the same data. */
public final class OwnPostgres implements AutoCloseable {
    private final Path data;
    private final int port = FreePort.next();
    private EmbeddedPostgres server;

    /** Starts one in {@code directory} and migrates its database. */
    public OwnPostgres(Path directory) {
        this.data = directory.resolve("data");
        this.server = started();
        try {
            if (new Migrations(new PostgresUri(uri())).up() == 0) {
                throw new IllegalStateException("no change set was applied");
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    public String uri() {
        return "postgres://postgres@localhost:" + port + "/postgres";
    }

    public void stop() {
        try {
            server.close();
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
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void start() {
        server = started();
    }

    @Override
    public void close() {
        stop();
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
