package dev.mesher.write;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What waits for its writer, bounded in count and bytes, and who wants to know what became of each. Belongs to one context.
 */
final class WriteQueue<T, R> {
    private static final long MAX_BYTES =
            Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 32);
    private static final long BATCH_BYTES = 4L << 20;

    private final WriteKind<T, R> kind;
    private final int maxWaiting;
    private final int batchSize;
    private final Queue<T> waiting = new ArrayDeque<>();
    private final Queue<Promise<R>> answers = new ArrayDeque<>();
    private long bytes;

    /** @param batchSize at most: PostgreSQL gains nothing from larger batches, and the first in them would wait longer */
    WriteQueue(WriteKind<T, R> kind, int maxWaiting, int batchSize) {
        this.kind = kind;
        this.maxWaiting = maxWaiting;
        this.batchSize = batchSize;
    }

    /** What is committed together, in order of arrival. */
    record Batch<T, R>(List<T> writes, List<Promise<R>> answers) {
        int size() {
            return writes.size();
        }

        void answer(List<R> outcomes) {
            for (int i = 0; i < answers.size(); i++) {
                answers.get(i).complete(outcomes.get(i));
            }
        }

        void fail(Throwable failure) {
            answers.forEach(answer -> answer.tryFail(failure));
        }
    }

    /** Fails with a 503 at once when there is no room. */
    Future<R> add(T one) {
        int size = kind.bytes(one);
        if (waiting.size() >= maxWaiting || bytes + size > MAX_BYTES) {
            return Future.failedFuture(Refusal.unavailable("too many " + kind.name() + "s are waiting to be stored"));
        }
        Promise<R> answer = Promise.promise();
        waiting.add(one);
        answers.add(answer);
        bytes += size;
        return answer.future();
    }

    /** Empty when nothing waits. */
    Batch<T, R> next() {
        int most = Math.min(waiting.size(), batchSize);
        Batch<T, R> batch = new Batch<>(new ArrayList<>(most), new ArrayList<>(most));
        long batchBytes = 0;
        while (batch.size() < most && batchBytes < BATCH_BYTES) {
            T one = waiting.remove();
            batchBytes += kind.bytes(one);
            batch.writes.add(one);
            batch.answers.add(answers.remove());
        }
        bytes -= batchBytes;
        return batch;
    }

    int size() {
        return waiting.size();
    }
}
