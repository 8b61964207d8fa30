package dev.mesher.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what work takes, instead of how long: the bytes that this thread asks for meanwhile. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 3;

    /** A few were enough wherever it was tried. */
    private static final int MOST_ROUNDS = 5_000;

    private Allocation() {}

    /** The least of some rounds, in bytes: what is loaded or cached the first time does not count. */
    public static long of(Runnable work) {
        work.run();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            least = Math.min(least, once(work));
        }
        return least;
    }

    /**
     * How many times as many bytes {@code large} takes as {@code small}. In a process that has run other tests, the same work
     * takes up to twice the bytes for some rounds, and from then on as many as in a new process. A round therefore counts only
     * when {@code small} takes the same before {@code large} and after it.
     *
     * @throws AssertionError when there is no such round
     */
    public static double ratio(Runnable small, Runnable large) {
        small.run();
        large.run();
        long before = once(small);
        for (int i = 0; i < MOST_ROUNDS; i++) {
            long most = once(large);
            long after = once(small);
            if (before == after) {
                return (double) most / before;
            }
            before = after;
        }
        throw new AssertionError("the same work never took the same bytes twice");
    }

    private static long once(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
