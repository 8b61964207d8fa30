package dev.mesher.cli.remote;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Vert.x of one command: standalone, one event loop, no files. Opened and closed by the command's own thread. */
public final class ClientVertx implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));

    public Vertx vertx() {
        return vertx;
    }

    /** Waits a few seconds at most: what a command found out must not hang on its own end. */
    @Override
    public void close() {
        try {
            Void unused = vertx.close().await(5, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            // The process ends all the same.
        }
    }
}
