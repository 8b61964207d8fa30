package dev.mesher.cluster;

import dev.mesher.authority.Authority;
import dev.mesher.authority.Standing;
import dev.mesher.bus.Addresses;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.Continuity;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.diagnostics.Transition;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces this node to the others, receives their announcements, and notices when nodes come and go. */
public final class ClusterVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterVerticle.class);

    private static final long LOOK_MILLIS = 500;
    private static final int HEARTBEAT_LOOKS = 6;
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final ClusteredRuntime runtime;
    private final Continuity node;
    private final String seed;
    private final Authority authority;
    private final Diagnostics diagnostics;
    private final LongSupplier nanoClock;
    private final Members members;
    private final AloneWarnings aloneWarnings = new AloneWarnings();

    private @Nullable MessageConsumer<JsonObject> consumer;
    private @Nullable NodeFacts announced;
    private Set<String> present = Set.of();
    private int looks;
    private volatile boolean alone;

    /** Takes the runtime, and a monotonic clock in nanoseconds. */
    public ClusterVerticle(
            ClusteredRuntime runtime,
            Optional<ClusterSettings> cluster,
            Continuity node,
            Authority authority,
            Diagnostics diagnostics,
            LongSupplier nanoClock) {
        this.runtime = runtime;
        this.node = node;
        this.seed = cluster.map(ClusterSettings::seedList).orElse("");
        this.authority = authority;
        this.diagnostics = diagnostics;
        this.nanoClock = nanoClock;
        this.members = new Members(SILENCE, nanoClock);
    }

    @Override
    public Future<?> start() {
        if (!vertx.isClustered()) {
            return Future.succeededFuture();
        }
        present = Set.copyOf(runtime.membership().peers());
        consumer = vertx.eventBus().consumer(Addresses.NODE_FACTS, message -> receive(message.body()));
        long unused = vertx.setPeriodic(LOOK_MILLIS, tick -> checkPeers());
        return consumer.completion().onSuccess(listening -> announce(facts(false)));
    }

    @Override
    public Future<?> stop() {
        if (consumer == null) {
            return Future.succeededFuture();
        }
        return consumer.unregister().onComplete(deaf -> announce(facts(true)));
    }

    /** Whether this node has no peer, though it had some before or the seeds name some. */
    public boolean alone() {
        return alone;
    }

    /** How well the other nodes hold copies of what this node knows. */
    public ReplicationHealth replicationHealth() {
        List<String> peers = runtime.membership().peers();
        if (!authority.reachable()) {
            return ReplicationHealth.UNAVAILABLE;
        }
        if (peers.isEmpty()) {
            return alone ? ReplicationHealth.DEGRADED : ReplicationHealth.LOCAL_ONLY;
        }
        boolean allHeard = peers.stream().allMatch(peer -> members.facts(peer).isPresent())
                && members.lost(peers).isEmpty();
        return allHeard ? ReplicationHealth.HEALTHY : ReplicationHealth.DEGRADED;
    }

    /** What a node announced last; for this node, what it would announce now. Empty when nothing is known. */
    Optional<NodeFacts> facts(String name) {
        return name.equals(node.nodeName()) ? Optional.of(facts(false)) : members.facts(name);
    }

    /** The name of a node, and what it announced last of its role. The rest is null when nothing is known. */
    public JsonObject known(String name) {
        Optional<NodeFacts> facts = facts(name);
        return new JsonObject()
                .put("name", name)
                .put("role", facts.map(known -> known.role().wireName()).orElse(null))
                .put("prefers", facts.map(NodeFacts::prefers).orElse(null))
                .put("epoch", facts.map(NodeFacts::promotionEpoch).orElse(null));
    }

    private NodeFacts facts(boolean leaving) {
        Standing standing = authority.standing();
        return new NodeFacts(
                node.nodeName(), seed, node.role().toString(), standing.role(), standing.promotionEpoch(), leaving);
    }

    private void announce(NodeFacts facts) {
        announced = facts;
        looks = 0;
        EventBus unused = vertx.eventBus().publish(Addresses.NODE_FACTS, facts.json());
    }

    private void receive(JsonObject json) {
        try {
            NodeFacts facts = NodeFacts.of(json);
            if (!facts.name().equals(node.nodeName())) {
                members.heard(facts);
            }
        } catch (ClassCastException | IllegalArgumentException malformed) {
            LOG.debug("malformed announcement", malformed);
        }
    }

    /** Announces a change and greets a newcomer at once. Otherwise it announces the node as a heartbeat. */
    private void checkPeers() {
        Set<String> now = Set.copyOf(runtime.membership().peers());
        Set<String> came = new HashSet<>(now);
        came.removeAll(present);
        Set<String> gone = new HashSet<>(present);
        gone.removeAll(now);
        came.forEach(this::peerCame);
        gone.forEach(this::peerLeft);
        present = now;
        NodeFacts facts = facts(false);
        looks++;
        if (!came.isEmpty() || looks >= HEARTBEAT_LOOKS || !Objects.equals(facts, announced)) {
            announce(facts);
        }
        List<String> lost = members.lost(now);
        alone = now.isEmpty() && (runtime.peersNamed() || !lost.isEmpty());
        aloneWarnings.look(alone, nanoClock.getAsLong()).ifPresent(since -> warnAlone(since, lost));
    }

    private void peerCame(String peer) {
        LOG.info("[Mesher] {} is in the cluster now", peer);
        note(Transition.Kind.NODE_UP, peer, "it joined");
    }

    private void peerLeft(String peer) {
        boolean announced = !members.lost(List.of()).contains(peer);
        LOG.warn("[Mesher] {} is no longer in the cluster: it {}", peer, announced ? "stopped in order" : "was lost");
        note(Transition.Kind.NODE_DOWN, peer, announced ? "it stopped in order" : "it was lost");
    }

    /** Records the transition under the node to which it happened. */
    private void note(Transition.Kind kind, String peer, String reason) {
        Standing standing = authority.standing();
        diagnostics.add(Transition.of(kind, peer, standing.role().wireName(), standing.promotionEpoch(), reason)
                .withReplication(replicationHealth().toString(), ""));
    }

    private void warnAlone(Duration since, List<String> lost) {
        LOG.warn(
                "[Mesher] {} has stood alone for {} s: no other node answers at MESH_DISCOVERY_SEED={}{}",
                node.nodeName(),
                since.toSeconds(),
                seed,
                lost.isEmpty() ? "" : ", lost: " + String.join(", ", lost));
    }
}
