package dev.mesher.continuity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records whose copy is missing or out of date, in the order in which they came to be so. Thread-safe. */
final class Unmirrored {
    /** More than the records of some seconds under load; what is older then goes without a copy for now. */
    private static final long MAX_BYTES = 8L << 20;

    private final Set<BatchRecord> waiting = new LinkedHashSet<>();
    private long bytes;
    private boolean overflowed;
    private @Nullable Runnable follower;

    /** Calls {@code woken}, on any thread, when something waits after nothing did. Before, nothing is kept waiting. */
    synchronized void follow(Runnable woken) {
        follower = woken;
    }

    synchronized void stop() {
        follower = null;
        waiting.clear();
        bytes = 0;
    }

    void add(BatchRecord record) {
        Runnable wake = null;
        synchronized (this) {
            if (follower == null || !waiting.add(record)) {
                return;
            }
            bytes += record.bytes();
            Iterator<BatchRecord> oldest = waiting.iterator();
            while (bytes > MAX_BYTES) {
                bytes -= oldest.next().bytes();
                oldest.remove();
                overflowed = true;
            }
            if (waiting.size() == 1) {
                wake = follower;
            }
        }
        if (wake != null) {
            wake.run();
        }
    }

    /** Takes the oldest, as many as have about so many bytes together; empty when none waits. */
    synchronized List<BatchRecord> take(int atMost) {
        List<BatchRecord> taken = new ArrayList<>();
        int size = 0;
        Iterator<BatchRecord> oldest = waiting.iterator();
        while (oldest.hasNext() && size < atMost) {
            BatchRecord record = oldest.next();
            taken.add(record);
            size += record.bytes();
            oldest.remove();
        }
        bytes -= size;
        return taken;
    }

    /** Whether any went without since this was asked last. */
    synchronized boolean overflowed() {
        boolean since = overflowed;
        overflowed = false;
        return since;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
