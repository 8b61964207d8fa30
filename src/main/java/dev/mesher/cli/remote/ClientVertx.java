package dev.mesher.cli.remote;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Vert.x instance of one command: standalone, with one event loop, without file access. The command's own thread
 * opens and closes it.
 */
public final class ClientVertx implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));

    public Vertx vertx() {
        return vertx;
    }

    /** Waits for a few seconds at most, so that a command with a result does not hang at its end. */
    @Override
    public void close() {
        try {
            Void unused = vertx.close().await(5, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            // The process ends anyway.
        }
    }
}
