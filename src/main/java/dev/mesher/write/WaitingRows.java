package dev.mesher.write;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The rows that wait for their writer, bounded in count and bytes. Belongs to one context. */
final class WaitingRows {
    private static final int MAX_ROWS = 8_192;
    private static final long MAX_BYTES =
            Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 32);

    /** PostgreSQL gains nothing from larger batches, and the first of them would wait longer. */
    private static final int BATCH_ROWS = 500;

    private static final long BATCH_BYTES = 4L << 20;

    private final Queue<Waiting> rows = new ArrayDeque<>();
    private long bytes;

    /** A row, and who wants to know what became of it. */
    record Waiting(EventRow row, Promise<Receipt> answer) {}

    /** Fails with a 503 at once when there is no room. */
    Future<Receipt> add(EventRow row) {
        if (rows.size() >= MAX_ROWS || bytes + row.bytes() > MAX_BYTES) {
            return Future.failedFuture(Refusal.unavailable("too many events are waiting to be stored"));
        }
        Waiting waiting = new Waiting(row, Promise.promise());
        rows.add(waiting);
        bytes += row.bytes();
        return waiting.answer.future();
    }

    /** The next batch, in order of arrival; empty when nothing waits. */
    List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>(Math.min(rows.size(), BATCH_ROWS));
        long batchBytes = 0;
        while (!rows.isEmpty() && batch.size() < BATCH_ROWS && batchBytes < BATCH_BYTES) {
            Waiting waiting = rows.remove();
            batchBytes += waiting.row.bytes();
            batch.add(waiting);
        }
        bytes -= batchBytes;
        return batch;
    }

    int size() {
        return rows.size();
    }
}
