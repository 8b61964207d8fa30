package dev.mesher.stream;

import dev.mesher.change.ChangeCursor;
import dev.mesher.change.ChangeStore;
import dev.mesher.change.ChangeStore.Change;
import dev.mesher.stream.ProjectView.Work;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and encodes the rows that subscribers of this node follow: once for all subscribers of a project, at most twice a
 * second, and a few projects at a time. Nothing is done for a project whose rows nobody follows. To be used on one context.
 */
final class Views {
    private static final Logger LOG = LoggerFactory.getLogger(Views.class);
    private static final int READING_AT_ONCE = 4;

    /** What comes within this time after a quiet period is told together. */
    private static final long GATHER_MILLIS = 50;

    private static final long AFTER_FAILURE_MILLIS = 1_000;
    private static final long READ_SECONDS = 20;
    private static final double RATE_SECONDS = 2;

    private final Vertx vertx;
    private final ChangeStore changes;
    private final ViewedRows rows;
    private final Streams streams;
    private final Consumer<List<StreamMessage>> out;
    private final Map<UUID, ProjectView> views = new HashMap<>();
    private final Set<UUID> scheduled = new HashSet<>();
    private final ArrayDeque<UUID> waiting = new ArrayDeque<>();
    private int reading;
    private boolean stopped;

    /**
     * Creates the views.
     *
     * @param out receives the messages for the subscribers of this node
     */
    Views(Vertx vertx, ChangeStore changes, ViewedRows rows, Streams streams, Consumer<List<StreamMessage>> out) {
        this.vertx = vertx;
        this.changes = changes;
        this.rows = rows;
        this.streams = streams;
        this.out = out;
    }

    void touched(Touched touched) {
        ProjectView view = view(touched.project());
        if (view != null) {
            view.touched(touched);
            schedule(view.project(), GATHER_MILLIS);
        }
    }

    /** Looks for projects that somebody follows since now, or no longer. To be called once a second. */
    void tick() {
        views.keySet().removeIf(project -> !followed(project));
        streams.watched().projects().forEach((project, interest) -> {
            if (interest.issues()) {
                ProjectView view = view(project);
                if (view != null && view.hasWork(System.nanoTime())) {
                    schedule(project, GATHER_MILLIS);
                }
            }
        });
    }

    /** Tells every follower the rate of its project. To be called every two seconds. */
    void rates() {
        List<StreamMessage> messages = new ArrayList<>();
        for (ProjectView view : views.values()) {
            double perSecond = Math.round(view.rate().takeEvents() * 10 / RATE_SECONDS) / 10.0;
            messages.add(ViewJson.rate(view.project(), perSecond, view.rate().takeMedian()));
        }
        tell(messages);
    }

    void stop() {
        stopped = true;
        views.clear();
        waiting.clear();
    }

    private boolean followed(UUID project) {
        return streams.watched().interest(project).issues();
    }

    /** Null when nobody follows the project's rows. */
    private @Nullable ProjectView view(UUID project) {
        ProjectView known = views.get(project);
        if (known != null || stopped || !followed(project)) {
            return known;
        }
        ChangeCursor since = streams.watched().since(project).orElse(null);
        if (since == null) {
            return null;
        }
        ProjectView view = new ProjectView(project, streams.watched(), since, System.nanoTime());
        views.put(project, view);
        return view;
    }

    private void schedule(UUID project, long leastMillis) {
        ProjectView view = views.get(project);
        if (view == null || !view.hasWork(System.nanoTime()) || !scheduled.add(project)) {
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(view.waitNanos(System.nanoTime())) + 1;
        long unused = vertx.setTimer(Math.max(leastMillis, millis), due -> {
            waiting.add(project);
            readNext();
        });
    }

    private void readNext() {
        while (reading < READING_AT_ONCE && !waiting.isEmpty()) {
            UUID project = waiting.remove();
            ProjectView view = views.get(project);
            if (view == null) {
                scheduled.remove(project);
                continue;
            }
            reading++;
            Work work = view.take();
            read(view, work)
                    .timeout(READ_SECONDS, TimeUnit.SECONDS)
                    .onSuccess(this::tell)
                    .onFailure(away -> {
                        LOG.debug("the rows of a view could not be read", away);
                        view.giveBack(work);
                    })
                    .onComplete(read -> {
                        reading--;
                        scheduled.remove(project);
                        schedule(project, read.succeeded() ? 1 : AFTER_FAILURE_MILLIS);
                        readNext();
                    });
        }
    }

    private Future<List<StreamMessage>> read(ProjectView view, Work work) {
        // The state is read first: what commits after it is told the next time, whether these rows show it or not.
        return changes.now().compose(now -> (work.search() ? search(view, work, now) : Future.<Void>succeededFuture())
                .compose(searched -> rows(view.project(), work.issues(), 0, new ArrayList<>()))
                .map(found -> {
                    view.rate().seen(System.currentTimeMillis());
                    return view.messages(work, now, found, System.nanoTime());
                }));
    }

    private Future<Void> search(ProjectView view, Work work, ChangeCursor now) {
        if (!view.base().reaches(now)) {
            view.foundTooMuch(work);
            return Future.succeededFuture();
        }
        int limit = ProjectView.MOST_FOUND + 1;
        Future<List<Change>> changed = changes.issues(view.project(), view.base(), limit);
        Future<List<Change>> gone = changes.gone(view.project(), view.base(), limit);
        return Future.all(changed, gone).map(both -> {
            if (changed.result().size() == limit || gone.result().size() == limit) {
                view.foundTooMuch(work);
            } else {
                view.found(work, changed.result());
                view.found(work, gone.result());
            }
            return null;
        });
    }

    /** Reads rows in pieces: there may be some more than those of one message, for followers of single issues. */
    private Future<List<JsonObject>> rows(UUID project, List<UUID> issues, int from, List<JsonObject> read) {
        if (from >= issues.size()) {
            return Future.succeededFuture(read);
        }
        int to = Math.min(from + ProjectView.MOST_ROWS, issues.size());
        return rows.byIds(project, issues.subList(from, to)).compose(more -> {
            read.addAll(more);
            return rows(project, issues, to, read);
        });
    }

    private void tell(List<StreamMessage> messages) {
        if (!messages.isEmpty()) {
            streams.meters().encoded(messages.size());
            out.accept(messages);
        }
    }
}
