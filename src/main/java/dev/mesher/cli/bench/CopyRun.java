package dev.mesher.cli.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Measures how many rows PostgreSQL stores by COPY on two connections at the same time. Blocks its caller. */
final class CopyRun {
    static final int CONNECTIONS = 2;

    private final CopyTable table;
    private final CopyRows rows;
    private final Duration duration;

    CopyRun(CopyTable table, CopyRows rows, Duration duration) {
        this.table = table;
        this.rows = rows;
        this.duration = duration;
    }

    /** Committed rows, and the time from the first COPY to the last commit. */
    record Result(long rows, Duration elapsed) {
        double rowsPerSecond() {
            return rows * 1e9 / elapsed.toNanos();
        }
    }

    /**
     * Runs the measurement.
     *
     * @throws SQLException when PostgreSQL fails; the other connection finishes its batch and stops
     */
    Result run() throws SQLException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            long startNanos = System.nanoTime();
            long endNanos = startNanos + duration.toNanos();
            List<Future<Long>> copies = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                CopyRows.Batches batches = rows.batches(i, CONNECTIONS);
                copies.add(threads.submit(() -> copy(batches, endNanos)));
            }
            long copied = 0;
            for (Future<Long> copy : copies) {
                copied += copied(copy);
            }
            return new Result(copied, Duration.ofNanos(System.nanoTime() - startNanos));
        } finally {
            List<Runnable> unused = threads.shutdownNow();
        }
    }

    private static long copied(Future<Long> copy) throws SQLException, InterruptedException {
        try {
            return copy.get();
        } catch (ExecutionException failed) {
            throw new SQLException("COPY failed: " + failed.getCause(), failed);
        }
    }

    private long copy(CopyRows.Batches batches, long endNanos) throws SQLException {
        long copied = 0;
        try (Connection connection = table.connect()) {
            CopyManager manager = CopyTable.copyManager(connection);
            do {
                byte[] batch = batches.next();
                CopyIn copy = manager.copyIn(CopyTable.copyStatement());
                copy.writeToCopy(batch, 0, batch.length);
                copied += copy.endCopy();
            } while (System.nanoTime() - endNanos < 0 && !Thread.currentThread().isInterrupted());
        }
        return copied;
    }
}
