package dev.mesher.ingest;

import dev.mesher.decode.Inflate;
import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Refusal;
import dev.mesher.http.InFlight;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what takes time in proportion to a request's bytes: decoding, and the compression of payloads. A few bytes are worked on
 * by the calling thread, many by a worker thread.
 */
final class Decoding {
    /** Decoding or compressing this many bytes holds an event loop for less than a millisecond. */
    private static final int INLINE_BYTES = 32 * 1024;

    /** Few threads, so that few large bodies are held in decoded form at once. The others wait as plain bytes. */
    private static final int THREADS = 2;

    private static final ThrottledLog FAILURES = new ThrottledLog();

    private final WorkerExecutor workers;

    /** Reads a plain body, or throws a {@link Refusal}. */
    interface Decoder<T> {
        T decode(byte[] plain);
    }

    Decoding(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("mesher-decode", THREADS);
    }

    /** Whether an event loop may work on so many bytes itself. */
    static boolean inline(long bytes) {
        return bytes <= INLINE_BYTES;
    }

    /** Runs {@code work} on a worker thread. The result arrives on the caller's context. */
    <T> Future<T> onWorker(Callable<T> work) {
        return workers.executeBlocking(work, false);
    }

    /** The result arrives on the caller's context. */
    <T> Future<T> run(byte[] plain, Decoder<T> decoder) {
        return inline(plain.length) ? here(plain, decoder) : onWorker(() -> contained(() -> decoder.decode(plain)));
    }

    /**
     * Inflates a body that may be compressed, then decodes it as {@link #run(byte[], Decoder)} does.
     *
     * @param limit most bytes of the inflated body
     */
    <T> Future<T> run(byte[] body, @Nullable String encoding, int limit, Decoder<T> decoder) {
        if (Inflate.isIdentity(encoding) && body.length <= limit) {
            return run(body, decoder);
        }
        byte[] small;
        try {
            small = contained(() -> Inflate.inflateSmall(body, encoding));
        } catch (Refusal damaged) {
            return Future.failedFuture(damaged);
        }
        return small != null && small.length <= limit
                ? here(small, decoder)
                : onWorker(() -> contained(() -> decoder.decode(Inflate.inflate(body, encoding, limit))));
    }

    /** Inflates and decodes as the method above does. The bytes of the inflated body are added to {@code lease}. */
    <T> Future<T> run(byte[] body, @Nullable String encoding, int limit, InFlight.Lease lease, Decoder<T> decoder) {
        return run(body, encoding, limit, plain -> {
            if (plain != body) {
                lease.add(plain.length);
            }
            return decoder.decode(plain);
        });
    }

    /**
     * Runs {@code work}, which inflates a few kilobytes of {@code encoding}: on a worker thread when that encoding is slow to
     * undo.
     */
    Future<@Nullable String> small(@Nullable String encoding, Supplier<@Nullable String> work) {
        return Inflate.isCheap(encoding) ? Future.<Void>succeededFuture().map(now -> work.get()) : onWorker(work::get);
    }

    private static <T> Future<T> here(byte[] plain, Decoder<T> decoder) {
        try {
            return Future.succeededFuture(contained(() -> decoder.decode(plain)));
        } catch (Refusal refused) {
            return Future.failedFuture(refused);
        }
    }

    /** Turns every failure of {@code decoding} into a {@link Refusal} of the body. */
    private static <T extends @Nullable Object> T contained(Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (Refusal refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(Decoding.class, "a body could not be read; it was refused", failure);
            throw Refusal.malformed("body could not be read");
        }
    }

    Future<Void> close() {
        return workers.close();
    }
}
