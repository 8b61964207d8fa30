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

/** Runs the decoding of a body: a small one right here, a large one on a thread that may take its time. */
final class Decoding {
    /** Decoding this many bytes holds an event loop for less than a millisecond. */
    private static final int INLINE_BYTES = 32 * 1024;

    /** Few, so that few large bodies are unfolded in memory at once; the others wait as plain bytes. */
    private static final int THREADS = 2;

    private static final ThrottledLog FAILURES = new ThrottledLog();

    private final WorkerExecutor workers;

    /** Makes something of a plain body, or refuses it. */
    interface Decoder<T> {
        T decode(byte[] plain);
    }

    Decoding(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("mesher-decode", THREADS);
    }

    /** The result arrives on the caller's context. */
    <T> Future<T> run(byte[] plain, Decoder<T> decoder) {
        return plain.length > INLINE_BYTES
                ? workers.executeBlocking(() -> contained(() -> decoder.decode(plain)), false)
                : here(plain, decoder);
    }

    /**
     * The same for a body that may be compressed, once that is inflated.
     *
     * @param limit most bytes that it may have then
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

    /** The same, of which {@code lease} holds what the body is inflated to. */
    <T> Future<T> run(byte[] body, @Nullable String encoding, int limit, InFlight.Lease lease, Decoder<T> decoder) {
        return run(body, encoding, limit, plain -> {
            if (plain != body) {
                lease.add(plain.length);
            }
            return decoder.decode(plain);
        });
    }

    /** Runs {@code work}, which undoes {@code encoding} of a few kilobytes; on a thread where that takes its time. */
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

    /** Whatever goes wrong with a body is a refusal of that body. */
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
