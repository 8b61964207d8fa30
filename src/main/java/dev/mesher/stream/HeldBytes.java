package dev.mesher.stream;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all messages that are queued for clients of the node. Each message counts once. Thread-safe. */
final class HeldBytes {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /**
     * Creates the counter.
     *
     * @param most number of bytes at which no client's queue may grow any more
     */
    HeldBytes(long most) {
        this.most = most;
    }

    void hold(StreamMessage message) {
        if (message.hold()) {
            long unused = held.addAndGet(message.json().length);
        }
    }

    void letGo(StreamMessage message) {
        if (message.letGo()) {
            long unused = held.addAndGet(-message.json().length);
        }
    }

    boolean full() {
        return held.get() >= most;
    }

    long bytes() {
        return held.get();
    }
}
