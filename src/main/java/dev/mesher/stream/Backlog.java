package dev.mesher.stream;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The queue of messages for one client: at most 100. A new message pushes out the oldest one, and dropped messages are
 * counted.
 */
final class Backlog {
    static final int MOST_MESSAGES = 100;

    private final HeldBytes held;
    private final ArrayDeque<StreamMessage> waiting = new ArrayDeque<>();
    private long dropped;

    Backlog(HeldBytes held) {
        this.held = held;
    }

    /** Adds a message. Returns the number of messages that were dropped for it. */
    int add(StreamMessage message) {
        int made = 0;
        // When all queues of the node together are full, this queue must not grow: one message leaves for each that
        // enters.
        while (waiting.size() >= MOST_MESSAGES || (made == 0 && held.full() && !waiting.isEmpty())) {
            held.letGo(waiting.remove());
            made++;
        }
        waiting.add(message);
        held.hold(message);
        dropped += made;
        return made;
    }

    /** Counts messages as dropped that were lost before they reached this queue. */
    void lost(long count) {
        dropped += count;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The next message, which stays in the queue; null when the queue is empty. */
    @Nullable
    StreamMessage next() {
        return waiting.peek();
    }

    /** Removes and returns the next message. The queue must not be empty. */
    StreamMessage take() {
        StreamMessage next = waiting.remove();
        held.letGo(next);
        return next;
    }

    /** Returns the number of messages dropped since the last call. */
    long takeDropped() {
        long told = dropped;
        dropped = 0;
        return told;
    }

    void clear() {
        waiting.forEach(held::letGo);
        waiting.clear();
    }
}
