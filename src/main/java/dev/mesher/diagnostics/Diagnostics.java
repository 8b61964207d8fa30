package dev.mesher.diagnostics;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The latest transitions that this node went through. Those of requests and those of the node are kept apart, so that a busy
 * hour of requests does not drive out the one take-over of the week. Thread-safe.
 */
public final class Diagnostics {
    /** Of requests' transitions; the same again is kept of the node's own. */
    public static final int EACH = 2_048;

    private final Deque<Entry> requests = new ArrayDeque<>();
    private final Deque<Entry> node = new ArrayDeque<>();
    private long sequence;

    /** A transition, with its number: 1 for the first since this node started. */
    public record Entry(long sequence, Transition transition) {}

    /** Adds a transition; the oldest of its kind goes when there are too many. */
    public synchronized void add(Transition transition) {
        Deque<Entry> kind = transition.requestKey().isEmpty() ? node : requests;
        if (kind.size() == EACH) {
            kind.removeFirst();
        }
        kind.addLast(new Entry(++sequence, transition));
    }

    /** The newest first, at most so many. */
    public synchronized List<Entry> newest(int limit) {
        List<Entry> all = new ArrayList<>(requests.size() + node.size());
        all.addAll(requests);
        all.addAll(node);
        all.sort(Comparator.comparingLong(Entry::sequence).reversed());
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    /** What {@code cluster diagnostics --json} prints, without its target: the newest entries, oldest of them first. */
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
