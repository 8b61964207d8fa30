package dev.mesher.attachment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Counts the items that came in besides error events, until {@link ItemCountVerticle} has stored the counts. A node
 * that is killed loses the counts of its last second. Thread-safe. Its size grows only with projects, categories and
 * days.
 */
public final class ItemCounts {
    private Map<Key, Long> counts = new HashMap<>();

    public record Key(UUID project, LocalDate day, String category) {}

    /** Adds counts by category. */
    public void add(UUID project, LocalDate day, Map<String, Long> byCategory) {
        if (byCategory.isEmpty()) {
            return;
        }
        synchronized (this) {
            byCategory.forEach((category, count) -> add(new Key(project, day, category), count));
        }
    }

    /** Returns and removes all counts. */
    synchronized Map<Key, Long> take() {
        Map<Key, Long> taken = counts;
        counts = new HashMap<>();
        return taken;
    }

    /** Adds counts that were taken but could not be stored. */
    synchronized void giveBack(Map<Key, Long> taken) {
        taken.forEach(this::add);
    }

    private void add(Key key, long count) {
        Long unused = counts.merge(key, count, Long::sum);
    }
}
