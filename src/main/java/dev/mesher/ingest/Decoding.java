package dev.mesher.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/** Runs the decoding of a body: a small one right here, a large one on a thread that may take its time. */
final class Decoding {
    /** Decoding this many bytes holds an event loop for less than a millisecond. */
    private static final int INLINE_BYTES = 32 * 1024;

    /** Few, so that few large bodies are unfolded in memory at once; the others wait as plain bytes. */
    private static final int THREADS = 2;

    private final WorkerExecutor workers;

    Decoding(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("mesher-decode", THREADS);
    }

    /** The result arrives on the caller's context; a body that is compressed may become large. */
    <T> Future<T> run(int bytes, boolean compressed, Callable<T> decode) {
        if (compressed || bytes > INLINE_BYTES) {
            return workers.executeBlocking(decode, false);
        }
        try {
            return Future.succeededFuture(decode.call());
        } catch (Exception refused) {
            return Future.failedFuture(refused);
        }
    }

    Future<Void> close() {
        return workers.close();
    }
}
