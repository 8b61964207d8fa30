package dev.mesher.stream;

import dev.mesher.change.ChangeCursor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The projects that have a subscriber on this node, and what the subscribers follow. Thread-safe. */
public final class WatchedProjects {
    private final ConcurrentHashMap<UUID, Watched> byProject = new ConcurrentHashMap<>();
    private final Set<UUID> joined = ConcurrentHashMap.newKeySet();
    private volatile Runnable follower = () -> {};

    /** The subscribers of one project. Written under the lock of the outer object. */
    private static final class Watched {
        private final Map<StreamView, Integer> views = new ConcurrentHashMap<>();
        private int ofRows;
        private volatile Interest interest = Interest.NONE;
        private volatile @Nullable ChangeCursor since;

        void count(StreamView view, int more) {
            views.merge(view, more, (before, added) -> before + added == 0 ? null : before + added);
            ofRows += view.showsRows() ? more : 0;
            interest = new Interest(views.containsKey(StreamView.EVENTS), ofRows > 0);
        }
    }

    /** Sets what is called when the {@link Interest} in a project has changed. */
    void follow(Runnable onChange) {
        follower = onChange;
    }

    /** Adds a subscriber. It follows events at first. */
    void add(UUID project) {
        boolean unused = joined.add(project);
        change(project, null, StreamView.EVENTS, null);
    }

    /** Removes a subscriber that follows events. */
    void remove(UUID project) {
        remove(project, StreamView.EVENTS);
    }

    void remove(UUID project, StreamView view) {
        change(project, view, null, null);
    }

    /**
     * A subscriber follows something else.
     *
     * @param since the subscriber knows of everything that had changed until then
     */
    void move(UUID project, StreamView from, StreamView to, @Nullable ChangeCursor since) {
        change(project, from, to, since);
    }

    private void change(
            UUID project, @Nullable StreamView from, @Nullable StreamView to, @Nullable ChangeCursor since) {
        if (Objects.equals(from, to)) {
            return;
        }
        if (update(project, from, to, since)) {
            follower.run();
        }
    }

    private synchronized boolean update(
            UUID project, @Nullable StreamView from, @Nullable StreamView to, @Nullable ChangeCursor since) {
        Watched watched = byProject.computeIfAbsent(project, first -> new Watched());
        Interest before = watched.interest;
        if (to != null) {
            watched.count(to, 1);
        }
        if (from != null) {
            watched.count(from, -1);
        }
        if (!before.issues() && watched.interest.issues()) {
            watched.since = since;
        }
        if (watched.interest.isNone()) {
            byProject.remove(project);
        }
        return !before.equals(watched.interest);
    }

    boolean has(UUID project) {
        return byProject.containsKey(project);
    }

    Interest interest(UUID project) {
        Watched watched = byProject.get(project);
        return watched == null ? Interest.NONE : watched.interest;
    }

    /** Whether a subscriber of the project follows exactly this. */
    boolean shows(UUID project, StreamView view) {
        Watched watched = byProject.get(project);
        return watched != null && watched.views.containsKey(view);
    }

    /** The issues of the project that are followed one by one. */
    Set<UUID> singleIssues(UUID project) {
        Set<UUID> issues = ConcurrentHashMap.newKeySet();
        Watched watched = byProject.get(project);
        if (watched != null) {
            watched.views.keySet().forEach(view -> {
                UUID issue = view.issue();
                if (issue != null) {
                    issues.add(issue);
                }
            });
        }
        return issues;
    }

    /** The state that the first one to follow rows knew. Empty when nobody follows rows, or that one knew none. */
    Optional<ChangeCursor> since(UUID project) {
        Watched watched = byProject.get(project);
        return watched == null ? Optional.empty() : Optional.ofNullable(watched.since);
    }

    /** Returns the projects that got a new subscriber since the last call. */
    Set<UUID> takeJoined() {
        Set<UUID> taken = Set.copyOf(joined);
        joined.removeAll(taken);
        return taken;
    }

    /** Every project, and what its subscribers want. */
    Map<UUID, Interest> projects() {
        Map<UUID, Interest> all = new HashMap<>();
        byProject.forEach((project, watched) -> {
            if (!watched.interest.isNone()) {
                all.put(project, watched.interest);
            }
        });
        return all;
    }
}
