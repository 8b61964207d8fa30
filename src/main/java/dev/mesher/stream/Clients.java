package dev.mesher.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the stream's clients of this node, up to a limit. Thread-safe. */
final class Clients {
    private final int most;
    private final AtomicInteger count = new AtomicInteger();

    Clients(int most) {
        this.most = most;
    }

    /**
     * Counts a client. Returns false when the limit is reached. After true, {@link #leave} must be called in the end.
     */
    boolean enter() {
        if (count.incrementAndGet() > most) {
            leave();
            return false;
        }
        return true;
    }

    void leave() {
        int unused = count.decrementAndGet();
    }

    int count() {
        return count.get();
    }
}
