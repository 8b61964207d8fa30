package dev.mesher.merge;

import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import dev.mesher.group.Explanation;
import dev.mesher.group.Title;
import dev.mesher.merge.NewestEventStore.Stored;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.Payload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows which issues the current grouping algorithm would merge or split, by the newest events of each issue. Changes
 * nothing.
 */
public final class Regrouping {
    /** Most issues that are checked: those that were seen last. */
    public static final int ISSUES = 500;

    /** Most events of each issue that are checked: the newest. */
    public static final int EVENTS = 20;

    private static final int ISSUES_AT_ONCE = 10;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final Vertx vertx;
    private final NewestEventStore events;
    private final Dictionaries dictionaries;

    public Regrouping(Vertx vertx, Pool pool, Dictionaries dictionaries) {
        this.vertx = vertx;
        this.events = new NewestEventStore(pool);
        this.dictionaries = dictionaries;
    }

    /** Events of one issue that have the same fingerprint. */
    public record Group(String fingerprint, String title, int events) {}

    /** An issue that would be split. */
    public record Split(UUID issue, List<Group> groups) {}

    /** Issues that would be merged. */
    public record Merge(String fingerprint, String title, List<UUID> issues) {}

    /**
     * The result.
     *
     * @param complete whether all issues of the project were checked
     * @param unreadable number of events that could not be grouped
     */
    public record Preview(
            int algorithm,
            int issues,
            boolean complete,
            int events,
            int unreadable,
            List<Merge> merges,
            List<Split> splits) {}

    /** Computes the preview. Refused while another one is being computed. */
    public Future<Preview> preview(UUID project) {
        if (!busy.compareAndSet(false, true)) {
            return Future.failedFuture(Refusal.unavailable("another regrouping preview is running; try again shortly"));
        }
        Look look = new Look();
        return events.issues(project, ISSUES + 1)
                .compose(ids -> {
                    List<UUID> looked = ids.subList(0, Math.min(ISSUES, ids.size()));
                    return read(looked, 0, look).map(done -> look.preview(looked.size(), ids.size() <= ISSUES));
                })
                .onComplete(ended -> busy.set(false));
    }

    private Future<Void> read(List<UUID> issues, int from, Look look) {
        if (from >= issues.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + ISSUES_AT_ONCE, issues.size());
        return events.newest(issues.subList(from, to), EVENTS)
                .compose(stored -> vertx.executeBlocking(
                        () -> {
                            stored.forEach(event -> group(event, look));
                            return null;
                        },
                        false))
                .compose(grouped -> read(issues, to, look));
    }

    private void group(Stored stored, Look look) {
        try {
            Event event =
                    NativeEvent.decodeStored(Payload.expand(stored.payload().getBytes(), dictionaries));
            look.add(stored.issue(), Explanation.of(event).fingerprint(), Title.of(event));
        } catch (RuntimeException | StackOverflowError | LinkageError unreadable) {
            look.unreadable++;
        }
    }

    /** Groups by issue, in the order in which they were found. */
    private static final class Look {
        private final Map<UUID, Map<String, Group>> issues = new LinkedHashMap<>();
        private int events;
        private int unreadable;

        void add(UUID issue, String fingerprint, String title) {
            events++;
            Group unused = issues.computeIfAbsent(issue, id -> new LinkedHashMap<>())
                    .merge(
                            fingerprint,
                            new Group(fingerprint, title, 1),
                            (one, more) -> new Group(fingerprint, one.title(), one.events() + 1));
        }

        Preview preview(int looked, boolean complete) {
            Map<String, TreeSet<UUID>> owners = new LinkedHashMap<>();
            Map<String, String> titles = new LinkedHashMap<>();
            List<Split> splits = new ArrayList<>();
            issues.forEach((issue, groups) -> {
                if (groups.size() > 1) {
                    splits.add(new Split(issue, List.copyOf(groups.values())));
                }
                groups.values().forEach(group -> {
                    boolean unused = owners.computeIfAbsent(group.fingerprint(), fingerprint -> new TreeSet<>())
                            .add(issue);
                    String unusedTitle = titles.putIfAbsent(group.fingerprint(), group.title());
                });
            });
            List<Merge> merges = new ArrayList<>();
            owners.forEach((fingerprint, ids) -> {
                if (ids.size() > 1) {
                    merges.add(new Merge(fingerprint, titles.getOrDefault(fingerprint, ""), List.copyOf(ids)));
                }
            });
            return new Preview(Explanation.ALGORITHM, looked, complete, events, unreadable, merges, splits);
        }
    }
}
