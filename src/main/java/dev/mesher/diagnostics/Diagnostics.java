package dev.mesher.diagnostics;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The latest transitions of this node. Those of requests and those of the node itself are kept apart, so that an hour
 * with many requests does not push out the one take-over of the week. Thread-safe.
 */
public final class Diagnostics {
    /** How many transitions of requests are kept, and as many of the node itself. */
    public static final int EACH = 2_048;

    private final Deque<Entry> requests = new ArrayDeque<>();
    private final Deque<Entry> node = new ArrayDeque<>();
    private long sequence;

    /** A transition with its number, which is 1 for the first one since the node started. */
    public record Entry(long sequence, Transition transition) {}

    /** Adds a transition. When there are too many of its kind, the oldest is removed. */
    public synchronized void add(Transition transition) {
        Deque<Entry> kind = transition.requestKey().isEmpty() ? node : requests;
        if (kind.size() == EACH) {
            kind.removeFirst();
        }
        kind.addLast(new Entry(++sequence, transition));
    }

    /**
     * The newest transitions, newest first.
     *
     * @param limit most that are returned
     */
    public synchronized List<Entry> newest(int limit) {
        List<Entry> all = new ArrayList<>(requests.size() + node.size());
        all.addAll(requests);
        all.addAll(node);
        all.sort(Comparator.comparingLong(Entry::sequence).reversed());
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    /**
     * What {@code cluster diagnostics --json} prints, without its target: the newest entries, in order of their
     * numbers.
     */
    public JsonObject json(int limit) {
        List<Entry> newest;
        long total;
        long dropped;
        synchronized (this) {
            newest = newest(limit);
            total = (long) requests.size() + node.size();
            dropped = sequence - total;
        }
        JsonArray entries = new JsonArray();
        for (int i = newest.size() - 1; i >= 0; i--) {
            entries.add(newest.get(i).transition().json(newest.get(i).sequence()));
        }
        return new JsonObject()
                .put("total_entries", total)
                .put("dropped_entries", dropped)
                .put("buffer_capacity", 2 * EACH)
                .put("truncated", newest.size() < total)
                .put("entries", entries);
    }
}
