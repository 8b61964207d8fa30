package dev.mesher.alert;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Remembers how many more events a project needs before a threshold rule has to count again. As time passes, old events
 * leave the window and only new ones enter it. So the threshold cannot be reached before as many new events came as
 * were missing.
 */
final class ThresholdMemory {
    private static final int MAX_ENTRIES = 10_000;

    private record Due(AlertCondition.Threshold condition, long total) {}

    private final Map<UUID, Long> totals = new HashMap<>();
    private final Map<UUID, Due> rules = new HashMap<>();

    /** Adds to the project's events. {@code more} is negative when events were removed. */
    void came(UUID project, long more) {
        if (totals.size() >= MAX_ENTRIES || rules.size() >= MAX_ENTRIES) {
            clear();
        }
        Long unused = totals.merge(project, more, Long::sum);
    }

    /** Whether the condition may be true now, so that the events must be counted. */
    boolean mayReach(UUID project, UUID rule, AlertCondition.Threshold condition) {
        Due due = rules.get(rule);
        return due == null || !due.condition.equals(condition) || total(project) >= due.total;
    }

    void counted(UUID project, UUID rule, AlertCondition.Threshold condition, int events) {
        rules.put(rule, new Due(condition, total(project) + Math.max(1, condition.events() - events)));
    }

    void clear() {
        totals.clear();
        rules.clear();
    }

    private long total(UUID project) {
        return totals.getOrDefault(project, 0L);
    }
}
