package dev.mesher.stream;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Announces the number of a project's unresolved issues when it has changed, while the project has subscribers. */
final class IssueCounts {
    private static final int MOST_AT_ONCE = 500;

    private final IssueCountStore store;
    private final WatchedProjects watched;
    private final Set<UUID> stale = new LinkedHashSet<>();
    private final Map<UUID, Long> told = new HashMap<>();
    private boolean counting;

    IssueCounts(IssueCountStore store, WatchedProjects watched) {
        this.store = store;
        this.watched = watched;
    }

    /** Marks that the project's count may have changed. */
    void stale(UUID project) {
        if (watched.has(project)) {
            boolean unused = stale.add(project);
        }
    }

    /**
     * Returns the messages to send. Must be called once a second. Returns none while the last count is still running.
     */
    Future<List<StreamMessage>> next() {
        // New subscribers have not received any count yet.
        told.keySet().removeAll(watched.takeJoined());
        told.keySet().removeIf(project -> !watched.has(project));
        stale.removeIf(project -> !watched.has(project));
        if (counting || stale.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<UUID> taken = stale.stream().limit(MOST_AT_ONCE).toList();
        taken.forEach(stale::remove);
        counting = true;
        return store.unresolved(taken)
                .map(this::changed)
                .onFailure(away -> stale.addAll(taken))
                .onComplete(counted -> counting = false);
    }

    private List<StreamMessage> changed(Map<UUID, Long> counts) {
        List<StreamMessage> messages = new ArrayList<>();
        counts.forEach((project, count) -> {
            if (!count.equals(told.put(project, count))) {
                messages.add(MessageJson.issueCount(project, count));
            }
        });
        return messages;
    }
}
