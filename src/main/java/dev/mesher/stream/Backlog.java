package dev.mesher.stream;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What one client has still to get: at most 100 messages, the oldest of which make room for new ones and are counted. */
final class Backlog {
    static final int MOST_MESSAGES = 100;

    private final HeldBytes held;
    private final ArrayDeque<StreamMessage> waiting = new ArrayDeque<>();
    private long dropped;

    Backlog(HeldBytes held) {
        this.held = held;
    }

    /** How many messages made room for this one. */
    int add(StreamMessage message) {
        int made = 0;
        // Over the node's bound this client may go on, but hold no more than before.
        while (waiting.size() >= MOST_MESSAGES || (made == 0 && held.full() && !waiting.isEmpty())) {
            held.letGo(waiting.remove());
            made++;
        }
        waiting.add(message);
        held.hold(message);
        dropped += made;
        return made;
    }

    /** Counts messages that the client will not get, though they never were in here. */
    void lost(long count) {
        dropped += count;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The next message; null when there is none. */
    @Nullable
    StreamMessage next() {
        return waiting.peek();
    }

    /** Takes the next message out. */
    StreamMessage take() {
        StreamMessage next = waiting.remove();
        held.letGo(next);
        return next;
    }

    /** How many were dropped since this was asked last. */
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
