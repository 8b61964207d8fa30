package dev.mesher;

import dev.mesher.api.operate.Nodes;
import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.PromotionRefused;
import dev.mesher.authority.Standing;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.cluster.ClusterVerticle;
import dev.mesher.cluster.ClusteredRuntime;
import dev.mesher.config.Continuity;
import dev.mesher.event.Refusal;
import dev.mesher.event.StoredEvent;
import dev.mesher.journal.Journal;
import dev.mesher.journal.JournalLevel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what this node is doing, and asks its peers for the same. Each node answers at an address of its own on
 * the clustered event bus, which only nodes with the cookie reach.
 */
final class NodeReports extends VerticleBase implements Nodes {
    private static final Logger LOG = LoggerFactory.getLogger(NodeReports.class);

    /** A page that shows the nodes waits no longer for one that does not answer. */
    private static final long PEER_MILLIS = 2_000;

    private static final Duration SAMPLE = Duration.ofSeconds(5);

    private final ClusteredRuntime runtime;
    private final ClusterVerticle cluster;
    private final AuthorityVerticle authority;
    private final Continuity settings;
    private final Journal journal;
    private final MeterRegistry meters;
    private final LocalBus bus;
    private final VisibleTimes visible;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private double accepted;
    private volatile double acceptedPerSecond;
    private volatile String recentlyVisible = "{}";
    private long sampling;

    NodeReports(
            ClusteredRuntime runtime,
            ClusterVerticle cluster,
            AuthorityVerticle authority,
            Continuity settings,
            Journal journal,
            MeterRegistry meters,
            LocalBus bus,
            VisibleTimes visible) {
        this.runtime = runtime;
        this.cluster = cluster;
        this.authority = authority;
        this.settings = settings;
        this.journal = journal;
        this.meters = meters;
        this.bus = bus;
        this.visible = visible;
    }

    @Override
    public Future<?> start() {
        consumers.add(bus.<List<StoredEvent>>subscribe(Addresses.EVENT_STORED, visible::inList));
        sampling = vertx.setPeriodic(SAMPLE.toMillis(), tick -> sample());
        if (!vertx.isClustered()) {
            return Future.succeededFuture();
        }
        String self = settings.nodeName();
        consumers.add(vertx.eventBus().consumer(Addresses.nodeReport(self), asked -> asked.reply(report())));
        consumers.add(vertx.eventBus().consumer(Addresses.nodePromotion(self), asked -> promoteSelf()
                .onSuccess(promoted -> asked.reply(""))
                .onFailure(refused -> asked.fail(0, String.valueOf(refused.getMessage())))));
        return Future.join(consumers.stream().map(MessageConsumer::completion).toList());
    }

    @Override
    public Future<?> stop() {
        boolean unused = vertx.cancelTimer(sampling);
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList());
    }

    @Override
    public Future<JsonArray> list() {
        List<Future<JsonObject>> reports = new ArrayList<>();
        reports.add(Future.succeededFuture(report().put("self", true)));
        for (String peer : runtime.membership().peers()) {
            reports.add(ask(peer).map(report -> report.put("self", false)));
        }
        return Future.all(reports).map(all -> {
            JsonArray nodes = new JsonArray();
            reports.stream()
                    .map(Future::result)
                    .sorted((one, other) -> one.getString("name").compareTo(other.getString("name")))
                    .forEach(nodes::add);
            return nodes;
        });
    }

    @Override
    public Future<Void> promote(String name) {
        if (name.equals(settings.nodeName())) {
            return promoteSelf();
        }
        if (!runtime.membership().peers().contains(name)) {
            return Future.failedFuture(Refusal.notFound("node"));
        }
        return vertx.eventBus()
                .request(Addresses.nodePromotion(name), "", new DeliveryOptions().setSendTimeout(PEER_MILLIS * 5))
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(refusal(name, failure)));
    }

    private Future<Void> promoteSelf() {
        return authority
                .promote()
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(
                        failure instanceof PromotionRefused
                                ? Refusal.conflict(String.valueOf(failure.getMessage()))
                                : failure));
    }

    private static Refusal refusal(String name, Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                ? Refusal.conflict(String.valueOf(reply.getMessage()))
                : Refusal.unavailable("the node " + name + " does not answer");
    }

    private Future<JsonObject> ask(String peer) {
        return vertx.eventBus()
                .<JsonObject>request(Addresses.nodeReport(peer), "", new DeliveryOptions().setSendTimeout(PEER_MILLIS))
                .map(answer -> answer.body())
                .otherwise(silent -> {
                    LOG.debug("node {} does not report", peer, silent);
                    return cluster.known(peer).put("health", "unavailable");
                });
    }

    /** What this node says of itself. */
    private JsonObject report() {
        Standing standing = authority.authority().standing();
        JournalLevel level = journal.level();
        return new JsonObject()
                .put("name", settings.nodeName())
                .put("role", standing.role().wireName())
                .put("prefers", settings.role().toString())
                .put("epoch", standing.promotionEpoch())
                .put("health", cluster.replicationHealth().toString())
                .put("accepted_per_second", acceptedPerSecond)
                .put("queued", gauge("mesher.write.queue.events"))
                .put("journal_bytes", level.waiting())
                .put("journal_refused_bytes", level.refused())
                .put("stream_clients", gauge("mesher.stream.clients"))
                .put("visible", new JsonObject(recentlyVisible));
    }

    private long gauge(String name) {
        return Math.round(
                meters.find(name).gauges().stream().mapToDouble(Gauge::value).sum());
    }

    private void sample() {
        double now = meters.find("mesher.ingest.events").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        acceptedPerSecond = Math.round(10 * (now - accepted) / SAMPLE.toSeconds()) / 10.0;
        accepted = now;
        recentlyVisible = visible.look().encode();
    }
}
