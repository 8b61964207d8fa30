package dev.mesher.write;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The writes that wait for their writer, with the promises of their outcomes. The number and the bytes are limited. To
 * be used on one context.
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

    /**
     * Creates a queue.
     *
     * @param maxWaiting most writes in the queue
     * @param batchSize most writes in a batch. PostgreSQL is not faster with larger batches, and their first write
     *     would wait longer
     */
    WriteQueue(WriteKind<T, R> kind, int maxWaiting, int batchSize) {
        this.kind = kind;
        this.maxWaiting = maxWaiting;
        this.batchSize = batchSize;
    }

    /** Writes that are committed together, in order of arrival. */
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

    /** Adds a write. The future completes with its outcome. It fails at once with a 503 when there is no room. */
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

    /** Takes the next batch. It is empty when nothing waits. */
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
