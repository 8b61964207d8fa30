package dev.mesher.write;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Commits one batch at a time: what arrives while it is under way is the next one. For one context. */
final class BatchLoop<T> {
    private final Supplier<List<T>> next;
    private final Function<List<T>, Future<Void>> commit;
    private final Promise<Void> idle = Promise.promise();
    private boolean busy;
    private boolean draining;

    /**
     * @param next what waits, as much as one batch may hold; empty when nothing does
     * @param commit ends when the next batch may begin
     */
    BatchLoop(Supplier<List<T>> next, Function<List<T>, Future<Void>> commit) {
        this.next = next;
        this.commit = commit;
    }

    /** Whether a batch is under way, after which the next begins by itself. */
    boolean busy() {
        return busy;
    }

    void flush() {
        if (busy) {
            return;
        }
        List<T> batch = next.get();
        if (batch.isEmpty()) {
            if (draining) {
                boolean unused = idle.tryComplete();
            }
            return;
        }
        busy = true;
        commit.apply(batch).onComplete(done -> {
            busy = false;
            flush();
        });
    }

    /** Ends when nothing waits any more. */
    Future<Void> drain() {
        draining = true;
        flush();
        return idle.future();
    }
}
