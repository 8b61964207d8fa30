package dev.mesher.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** How many clients the node has, and may have. Thread-safe. */
final class Clients {
    private final int most;
    private final AtomicInteger count = new AtomicInteger();

    Clients(int most) {
        this.most = most;
    }

    /** False when there are too many already; otherwise {@link #leave} is due in the end. */
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
