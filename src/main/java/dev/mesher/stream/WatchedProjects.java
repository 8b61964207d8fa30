package dev.mesher.stream;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The projects that have a subscriber on this node. Thread-safe. */
public final class WatchedProjects {
    private final ConcurrentHashMap<UUID, Integer> subscribers = new ConcurrentHashMap<>();
    private final Set<UUID> joined = ConcurrentHashMap.newKeySet();
    private volatile Runnable follower = () -> {};

    void follow(Runnable onChange) {
        follower = onChange;
    }

    void add(UUID project) {
        boolean unused = joined.add(project);
        if (subscribers.merge(project, 1, Integer::sum) == 1) {
            follower.run();
        }
    }

    void remove(UUID project) {
        if (subscribers.computeIfPresent(project, (same, count) -> count > 1 ? count - 1 : null) == null) {
            follower.run();
        }
    }

    boolean has(UUID project) {
        return subscribers.containsKey(project);
    }

    /** Returns the projects that got a new subscriber since the last call. */
    Set<UUID> takeJoined() {
        Set<UUID> taken = Set.copyOf(joined);
        joined.removeAll(taken);
        return taken;
    }

    Set<UUID> projects() {
        return Set.copyOf(subscribers.keySet());
    }
}
