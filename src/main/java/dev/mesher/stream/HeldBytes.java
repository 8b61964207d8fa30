package dev.mesher.stream;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all messages that wait for some client of the node, each message counted once. Thread-safe. */
final class HeldBytes {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** @param most bytes past which no client's backlog grows any more */
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
