package dev.mesher.continuity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records whose copy is missing or outdated, in the order in which they became so. Thread-safe. */
final class Unmirrored {
    /** More than the records of a few seconds under load. Beyond it, the oldest ones stay without a copy for now. */
    private static final long MAX_BYTES = 8L << 20;

    private final Set<BatchRecord> waiting = new LinkedHashSet<>();
    private long bytes;
    private boolean overflowed;
    private @Nullable Runnable follower;

    /** From now on records are queued, and {@code woken} is called, on any thread, when the queue stops being empty. */
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

    /** Takes the oldest records, until they have about {@code atMost} bytes. Empty when none waits. */
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

    /** Whether records were dropped from the queue since the last call. */
    synchronized boolean overflowed() {
        boolean since = overflowed;
        overflowed = false;
        return since;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
