package dev.mesher.dear;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;

/** CPU time of this thread in nanoseconds, the least of several runs: what is left is not the compiler's or a neighbour's. */
final class CpuMeter implements Meter {
    private static final int RUNS = 3;

    /** Runs of which one is enough. */
    private static final long LONG_NANOS = 300_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Override
    public double cost(Consumer<String> reader, String text) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long before = THREADS.getCurrentThreadCpuTime();
            reader.accept(text);
            long cost = THREADS.getCurrentThreadCpuTime() - before;
            least = Math.min(least, cost);
            if (cost > LONG_NANOS) {
                break;
            }
        }
        return least;
    }
}
