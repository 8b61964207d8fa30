package dev.mesher.stream;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.Database;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.AlertRaised;
import dev.mesher.event.IssueChanged;
import dev.mesher.event.StoredEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    private final LocalBus bus;
    private final Streams streams;
    private final IssueCounts counts;
    private final Function<Set<UUID>, Future<List<ActivityAdded>>> regressions;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private @Nullable Relay relay;
    private long counting;

    public StreamVerticle(LocalBus bus, Database database, Streams streams) {
        this.bus = bus;
        this.streams = streams;
        this.counts = new IssueCounts(new IssueCountStore(database.pool()), streams.watched());
        this.regressions = issues -> ActivityLogStore.newestRegressions(database.pool(), issues);
    }

    @Override
    public Future<?> start() {
        consumers.add(bus.<List<StoredEvent>>subscribe(Addresses.EVENT_STORED, this::stored));
        consumers.add(bus.<IssueChanged>subscribe(Addresses.ISSUE_CHANGED, this::changed));
        consumers.add(bus.<ActivityAdded>subscribe(Addresses.ACTIVITY_ADDED, this::added));
        consumers.add(bus.<AlertRaised>subscribe(Addresses.ALERT_RAISED, this::raised));
        counting = vertx.setPeriodic(COUNT_MILLIS, tick -> counts.next()
                .onSuccess(this::pass)
                .onFailure(away -> LOG.debug("unresolved issues could not be counted", away)));
        if (!vertx.isClustered()) {
            return Future.succeededFuture();
        }
        relay = new Relay(vertx, streams.watched(), streams.meters(), this::pass);
        return relay.start();
    }

    @Override
    public Future<?> stop() {
        boolean unused = vertx.cancelTimer(counting);
        Future<?> deaf =
                Future.join(consumers.stream().map(MessageConsumer::unregister).toList());
        return relay == null ? deaf : Future.join(deaf, relay.stop());
    }

    private void stored(List<StoredEvent> events) {
        List<StreamMessage> messages = new ArrayList<>();
        Set<UUID> reopened = new HashSet<>();
        for (StoredEvent event : events) {
            if (wanted(event.event().projectId())) {
                messages.add(MessageJson.event(event));
                if (event.regression() && reopened.add(event.issueId())) {
                    messages.add(MessageJson.regression(event));
                }
            }
        }
        tell(messages);
        if (!reopened.isEmpty()) {
            regressions
                    .apply(reopened)
                    .onSuccess(activities -> activities.forEach(this::added))
                    .onFailure(away -> LOG.debug("the activity of reopened issues could not be read", away));
        }
    }

    private void changed(IssueChanged change) {
        if (wanted(change.projectId())) {
            tell(List.of(MessageJson.issue(change)));
        }
    }

    private void added(ActivityAdded activity) {
        if (wanted(activity.projectId())) {
            tell(List.of(MessageJson.activity(activity)));
        }
    }

    private void raised(AlertRaised alert) {
        if (wanted(alert.projectId())) {
            tell(List.of(MessageJson.alert(alert)));
        }
    }

    private boolean wanted(UUID project) {
        return streams.watched().has(project) || (relay != null && relay.wants(project));
    }

    private void tell(List<StreamMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        pass(messages);
        if (relay != null) {
            relay.send(messages);
        }
    }

    /** Passes the messages to the sockets of this node. */
    private void pass(List<StreamMessage> messages) {
        List<StreamMessage> watched = messages.stream()
                .filter(message -> streams.watched().has(message.project()))
                .toList();
        watched.stream().filter(StreamMessage::recount).forEach(message -> counts.stale(message.project()));
        if (!watched.isEmpty()) {
            bus.publish(Addresses.STREAM, watched);
        }
    }
}
