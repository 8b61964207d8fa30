package dev.mesher.stream;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.change.ChangeStore;
import dev.mesher.db.Database;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.AlertRaised;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.event.IssuesTouched;
import dev.mesher.event.StoredEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns announcements into stream messages, once for all subscribers, and passes them to the sockets of this node and
 * to other nodes.
 */
public final class StreamVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StreamVerticle.class);
    private static final long COUNT_MILLIS = 1_000;
    private static final long RATE_MILLIS = 2_000;

    private final LocalBus bus;
    private final Streams streams;
    private final Database database;
    private final ViewedRows rows;
    private final IssueCounts counts;
    private final Function<Set<UUID>, Future<List<ActivityAdded>>> regressions;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private @Nullable Relay relay;
    private @Nullable Views views;
    private long counting;
    private long rating;

    public StreamVerticle(LocalBus bus, Database database, Streams streams, ViewedRows rows) {
        this.bus = bus;
        this.streams = streams;
        this.database = database;
        this.rows = rows;
        this.counts = new IssueCounts(new IssueCountStore(database.pool()), streams.watched());
        this.regressions = issues -> ActivityLogStore.newestRegressions(database.pool(), issues);
    }

    @Override
    public Future<?> start() {
        consumers.add(bus.<List<StoredEvent>>subscribe(Addresses.EVENT_STORED, this::stored));
        consumers.add(bus.<IssueChanged>subscribe(Addresses.ISSUE_CHANGED, this::changed));
        consumers.add(bus.<ActivityAdded>subscribe(Addresses.ACTIVITY_ADDED, this::added));
        consumers.add(bus.<IssuesTouched>subscribe(Addresses.ISSUES_TOUCHED, this::touched));
        consumers.add(bus.<AlertRaised>subscribe(Addresses.ALERT_RAISED, this::raised));
        Views made = new Views(vertx, new ChangeStore(database.pool()), rows, streams, this::pass);
        views = made;
        counting = vertx.setPeriodic(COUNT_MILLIS, tick -> {
            made.tick();
            counts.next()
                    .onSuccess(this::pass)
                    .onFailure(away -> LOG.debug("unresolved issues could not be counted", away));
        });
        rating = vertx.setPeriodic(RATE_MILLIS, tick -> made.rates());
        if (!vertx.isClustered()) {
            return Future.succeededFuture();
        }
        relay = new Relay(
                vertx, streams.watched(), streams.meters(), packet -> pass(packet.messages(), packet.touched()));
        return relay.start();
    }

    @Override
    public Future<?> stop() {
        boolean unusedCounting = vertx.cancelTimer(counting);
        boolean unusedRating = vertx.cancelTimer(rating);
        if (views != null) {
            views.stop();
        }
        Future<?> deaf =
                Future.join(consumers.stream().map(MessageConsumer::unregister).toList());
        return relay == null ? deaf : Future.join(deaf, relay.stop());
    }

    private void stored(List<StoredEvent> events) {
        List<StreamMessage> messages = new ArrayList<>();
        Map<UUID, List<StoredEvent>> followed = new HashMap<>();
        Set<UUID> reopened = new HashSet<>();
        for (StoredEvent event : events) {
            UUID project = event.event().projectId();
            Interest interest = interest(project);
            if (interest.events()) {
                messages.add(MessageJson.event(event));
            }
            if (!interest.isNone() && event.regression() && reopened.add(event.issueId())) {
                messages.add(MessageJson.regression(event));
            }
            if (interest.issues()) {
                followed.computeIfAbsent(project, first -> new ArrayList<>()).add(event);
            }
        }
        List<Touched> touched = new ArrayList<>();
        followed.forEach((project, some) -> touched.add(Touched.by(project, some)));
        tell(messages, touched);
        if (!reopened.isEmpty()) {
            regressions
                    .apply(reopened)
                    .onSuccess(activities -> activities.forEach(this::added))
                    .onFailure(away -> LOG.debug("the activity of reopened issues could not be read", away));
        }
    }

    private void changed(IssueChanged change) {
        if (interest(change.projectId()).isNone()) {
            return;
        }
        // Merging and unmerging change more issues than the one that they are announced for.
        boolean more = change.action() == IssueAction.MERGED || change.action() == IssueAction.UNMERGED;
        tell(
                List.of(MessageJson.issue(change)),
                List.of(Touched.issues(change.projectId(), Set.of(change.issueId()), more)));
    }

    private void touched(IssuesTouched issues) {
        if (interest(issues.projectId()).issues()) {
            tell(List.of(), List.of(Touched.issues(issues.projectId(), issues.issueIds(), false)));
        }
    }

    private void added(ActivityAdded activity) {
        if (!interest(activity.projectId()).isNone()) {
            tell(List.of(MessageJson.activity(activity)), List.of());
        }
    }

    private void raised(AlertRaised alert) {
        if (!interest(alert.projectId()).isNone()) {
            tell(List.of(MessageJson.alert(alert)), List.of());
        }
    }

    /** What the subscribers of all nodes want to be told of the project. */
    private Interest interest(UUID project) {
        Interest here = streams.watched().interest(project);
        return relay == null ? here : here.or(relay.interest(project));
    }

    private void tell(List<StreamMessage> messages, List<Touched> touched) {
        if (messages.isEmpty() && touched.isEmpty()) {
            return;
        }
        pass(messages, touched);
        if (relay != null) {
            relay.send(messages, touched);
        }
    }

    private void pass(List<StreamMessage> messages, List<Touched> touched) {
        pass(messages);
        for (Touched each : touched) {
            if (each.recount()) {
                counts.stale(each.project());
            }
            if (views != null) {
                views.touched(each);
            }
        }
    }

    /** Passes the messages to the sockets of this node. */
    private void pass(List<StreamMessage> messages) {
        List<StreamMessage> watched = messages.stream().filter(this::watched).toList();
        watched.stream().filter(StreamMessage::recount).forEach(message -> counts.stale(message.project()));
        if (!watched.isEmpty()) {
            bus.publish(Addresses.STREAM, watched);
        }
    }

    private boolean watched(StreamMessage message) {
        Interest interest = streams.watched().interest(message.project());
        return message.level() == null ? !interest.isNone() : interest.events();
    }
}
