package dev.mesher.ingest;

import dev.mesher.decode.Inflate;
import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Refusal;
import dev.mesher.http.InFlight;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decodes bodies: a small one on the calling event loop, a large one on a worker thread. */
final class Decoding {
    /** A body up to this size is decoded on the event loop, which takes less than a millisecond. */
    private static final int INLINE_BYTES = 32 * 1024;

    /**
     * There are few threads, so that few large bodies are expanded in memory at the same time. The others wait in their
     * compressed form.
     */
    private static final int THREADS = 2;

    private static final ThrottledLog FAILURES = new ThrottledLog();

    private final WorkerExecutor workers;

    /** Decodes a plain body, or refuses it with a {@link Refusal}. */
    interface Decoder<T> {
        T decode(byte[] plain);
    }

    Decoding(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("mesher-decode", THREADS);
    }

    /** Decodes a body that is not compressed. The future completes on the caller's context. */
    <T> Future<T> run(byte[] plain, Decoder<T> decoder) {
        return plain.length > INLINE_BYTES
                ? workers.executeBlocking(() -> contained(() -> decoder.decode(plain)), false)
                : here(plain, decoder);
    }

    /**
     * Decompresses a body and decodes it. The future completes on the caller's context.
     *
     * @param encoding the {@code Content-Encoding}; null for none
     * @param limit most bytes of the decompressed body
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
                : workers.executeBlocking(
                        () -> contained(() -> decoder.decode(Inflate.inflate(body, encoding, limit))), false);
    }

    /** The same, and {@code lease} also counts the bytes of the decompressed body. */
    <T> Future<T> run(byte[] body, @Nullable String encoding, int limit, InFlight.Lease lease, Decoder<T> decoder) {
        return run(body, encoding, limit, plain -> {
            if (plain != body) {
                lease.add(plain.length);
            }
            return decoder.decode(plain);
        });
    }

    /**
     * Runs {@code work}, which decompresses a few kilobytes of {@code encoding}. It runs on a worker thread if that
     * encoding is expensive to set up.
     */
    Future<@Nullable String> small(@Nullable String encoding, Supplier<@Nullable String> work) {
        return Inflate.isCheap(encoding)
                ? Future.<Void>succeededFuture().map(now -> work.get())
                : workers.executeBlocking(work::get, false);
    }

    private static <T> Future<T> here(byte[] plain, Decoder<T> decoder) {
        try {
            return Future.succeededFuture(contained(() -> decoder.decode(plain)));
        } catch (Refusal refused) {
            return Future.failedFuture(refused);
        }
    }

    /** Turns any failure into a refusal of this body. */
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
