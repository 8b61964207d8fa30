package dev.mesher.attachment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What came in besides error events, counted here until {@link ItemCountVerticle} has added it to the store: a node that is
 * killed loses what it counted in the last second. Thread-safe; grows with projects, categories and days alone.
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

    /** Everything so far, which is no longer here afterwards. */
    synchronized Map<Key, Long> take() {
        Map<Key, Long> taken = counts;
        counts = new HashMap<>();
        return taken;
    }

    /** For what was taken and could not be stored. */
    synchronized void giveBack(Map<Key, Long> taken) {
        taken.forEach(this::add);
    }

    private void add(Key key, long count) {
        Long unused = counts.merge(key, count, Long::sum);
    }
}
