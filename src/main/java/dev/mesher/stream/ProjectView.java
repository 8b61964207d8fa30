package dev.mesher.stream;

import dev.mesher.change.ChangeCursor;
import dev.mesher.change.ChangeStore.Change;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the followers of one project's rows have to be told next.
 *
 * <p>Most changes are announced, and the rows of announced issues are read by their ids. Every ten seconds, and whenever
 * an announcement was lost, all changes since the last such search are looked for. The cursor in a message is that of the
 * last search: everything before it has been told. Not thread-safe.
 */
final class ProjectView {
    /** Most rows of a message. When more issues have changed, clients read their lists anew. */
    static final int MOST_ROWS = 500;

    /** Most changes that a search compares with what was told already. */
    static final int MOST_FOUND = 5_000;

    private static final long SPACING_NANOS = Duration.ofMillis(500).toNanos();
    private static final long RELOAD_SPACING_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long SEARCH_NANOS = Duration.ofSeconds(10).toNanos();

    private final UUID project;
    private final WatchedProjects watched;
    private final ViewRate rate = new ViewRate();

    /** The transaction before which all changes of the issue have been told, since the last search. */
    private final Map<UUID, Long> told = new HashMap<>();

    private Work pending = new Work();
    private ChangeCursor base;
    private long searchedNanos;
    private long nextNanos;

    /**
     * Creates the view.
     *
     * @param base what its followers know already
     */
    ProjectView(UUID project, WatchedProjects watched, ChangeCursor base, long nowNanos) {
        this.project = project;
        this.watched = watched;
        this.base = base;
        this.searchedNanos = nowNanos;
        this.nextNanos = nowNanos;
        this.pending.search = true;
    }

    /** The issues of one message. */
    static final class Work {
        private final Set<UUID> listed = new LinkedHashSet<>();
        private final Set<UUID> single = new LinkedHashSet<>();
        private boolean reload;
        private boolean search;

        /** Whether all changes have to be looked for, whether announced or not. */
        boolean search() {
            return search;
        }

        /** The issues whose rows have to be read. */
        List<UUID> issues() {
            Set<UUID> all = new LinkedHashSet<>(single);
            all.addAll(listed);
            return List.copyOf(all);
        }

        private boolean isEmpty() {
            return listed.isEmpty() && single.isEmpty() && !reload && !search;
        }
    }

    UUID project() {
        return project;
    }

    ViewRate rate() {
        return rate;
    }

    void touched(Touched touched) {
        rate.stored(touched);
        add(pending, touched.issues());
        pending.search |= touched.more();
    }

    boolean hasWork(long nowNanos) {
        pending.search |= nowNanos - searchedNanos >= SEARCH_NANOS;
        return !pending.isEmpty();
    }

    /** How long the next message has to wait. */
    long waitNanos(long nowNanos) {
        return Math.max(0, nextNanos - nowNanos);
    }

    Work take() {
        Work taken = pending;
        pending = new Work();
        return taken;
    }

    /** PostgreSQL did not answer. Everything is looked for again. */
    void giveBack(Work work) {
        work.listed.addAll(pending.listed);
        work.single.addAll(pending.single);
        work.reload |= pending.reload;
        work.search = true;
        pending = work;
        cut(pending);
    }

    ChangeCursor base() {
        return base;
    }

    /** Adds what a search has found and what was not told yet. */
    void found(Work work, List<Change> changes) {
        add(
                work,
                changes.stream()
                        .filter(change -> told.getOrDefault(change.id(), Long.MIN_VALUE) <= change.transaction())
                        .map(Change::id)
                        .toList());
    }

    /** A search has found more than can be told. */
    void foundTooMuch(Work work) {
        work.reload |= watched.shows(project, StreamView.ISSUES);
        work.single.addAll(watched.singleIssues(project));
    }

    /**
     * Ends the work on a message.
     *
     * @param now the state before the rows were read
     * @param rows those of {@code work.issues()} that are not gone
     */
    List<StreamMessage> messages(Work work, ChangeCursor now, List<JsonObject> rows, long nowNanos) {
        Map<String, JsonObject> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.getString("id"), row));
        if (work.search || work.reload) {
            base = now;
            told.clear();
            searchedNanos = nowNanos;
        }
        work.issues().forEach(issue -> told.put(issue, now.transaction()));
        nextNanos = nowNanos + (work.reload ? RELOAD_SPACING_NANOS : SPACING_NANOS);
        List<StreamMessage> messages = new ArrayList<>();
        if (work.reload) {
            messages.add(ViewJson.reload(project, base.text()));
        } else if (!work.listed.isEmpty()) {
            messages.add(ViewJson.issues(project, StreamView.ISSUES, base.text(), work.listed, byId));
        }
        for (UUID issue : work.single) {
            messages.add(ViewJson.issues(project, StreamView.ofIssue(issue), base.text(), Set.of(issue), byId));
        }
        return messages;
    }

    private void add(Work work, Collection<UUID> issues) {
        if (watched.shows(project, StreamView.ISSUES)) {
            work.listed.addAll(issues);
        }
        for (UUID issue : issues) {
            if (watched.shows(project, StreamView.ofIssue(issue))) {
                work.single.add(issue);
            }
        }
        cut(work);
    }

    /** A message that lets clients read their lists anew also ends what is known of single issues. */
    private void cut(Work work) {
        if (work.listed.size() > MOST_ROWS) {
            work.reload = true;
        }
        if (work.reload) {
            work.listed.clear();
            work.single.addAll(watched.singleIssues(project));
        }
    }
}
