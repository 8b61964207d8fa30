package dev.mesher.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.Continuity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The Vert.x instance of a node. Without cluster settings it stands alone; with them it is a member of the cluster.
 *
 * @param vertx closing it ends the membership too
 * @param namesPeers whether the seeds name other nodes than this one
 * @param questions the questions that operators may ask; nobody can ask a node that stands alone
 */
public record ClusteredRuntime(Vertx vertx, Membership membership, Questions questions, BooleanSupplier namesPeers) {
    private static final Duration RESOLVE_PAUSE = Duration.ofSeconds(10);

    /**
     * Starts the runtime. Without settings, Hazelcast is not loaded. May be called on any thread: what blocks runs on a
     * thread of its own.
     */
    public static Future<ClusteredRuntime> start(Optional<ClusterSettings> cluster, Continuity node) {
        return cluster.map(settings -> join(settings, AddressLookup.SYSTEM, RESOLVE_PAUSE))
                .orElseGet(() -> Future.succeededFuture(alone(Vertx.vertx(options()), node.nodeName())));
    }

    /** The runtime of a node that stands alone, on an existing Vert.x. */
    public static ClusteredRuntime alone(Vertx vertx, String nodeName) {
        return new ClusteredRuntime(vertx, Membership.alone(nodeName), new Questions(), () -> false);
    }

    /** Whether the seeds name other nodes than this one. */
    boolean peersNamed() {
        return namesPeers.getAsBoolean();
    }

    /** Joins the cluster. {@code lookup} resolves the host names, and resolves them again after each pause. */
    static Future<ClusteredRuntime> join(ClusterSettings settings, AddressLookup lookup, Duration resolvePause) {
        // Hazelcast reads this when its first class is loaded, before any configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        CompletableFuture<Member> joined = new CompletableFuture<>();
        new Thread(() -> complete(joined, () -> member(settings, lookup, resolvePause)), "mesher-join").start();
        return Future.fromCompletionStage(joined).compose(member -> Vertx.builder()
                .with(options().setEventBusOptions(member.bus))
                .withClusterManager(new JoinedCluster(member.hazelcast, member::close))
                .buildClustered()
                .map(vertx -> new ClusteredRuntime(
                        vertx,
                        new HazelcastMembership(settings.nodeName().toString(), member.hazelcast),
                        member.questions,
                        member.discovery::peersNamed))
                .onFailure(failed -> new Thread(member::leave, "mesher-leave").start()));
    }

    private record Member(
            HazelcastInstance hazelcast,
            CookieGuard guard,
            Discovery discovery,
            CandidateProbe probe,
            Questions questions,
            EventBusOptions bus) {
        void leave() {
            hazelcast.shutdown();
            close();
        }

        void close() {
            discovery.close();
            probe.close();
            guard.close();
        }
    }

    private static void complete(CompletableFuture<Member> joined, Supplier<Member> joining) {
        try {
            joined.complete(joining.get());
        } catch (RuntimeException | Error failed) {
            joined.completeExceptionally(failed);
        }
    }

    private static Member member(ClusterSettings settings, AddressLookup lookup, Duration resolvePause) {
        String address = address(settings);
        Discovery discovery = new Discovery(settings, lookup, address, resolvePause);
        Config config = HazelcastSettings.of(settings, address, discovery.members());
        Questions questions = new Questions();
        CookieKey cookie = CookieKey.of(settings.cookie());
        EventBusOptions bus = BusSettings.of(settings, address, cookie);
        CookieGuard guard = new CookieGuard(settings.nodeName().toString(), cookie, questions);
        HazelcastInstance hazelcast = GuardedHazelcast.start(config, guard);
        CandidateProbe probe = new CandidateProbe(cookie, guard::warn);
        discovery.follow(hazelcast.getCluster(), probe);
        return new Member(hazelcast, guard, discovery, probe, questions, bus);
    }

    private static String address(ClusterSettings settings) {
        try {
            return InetAddress.getByName(settings.nodeName().host()).getHostAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException("the host of MESH_NODE_NAME is unknown: " + settings.nodeName(), unknown);
        }
    }

    /** As many event loops as processors. A step that continues on its own event loop needs no other thread. */
    private static VertxOptions options() {
        return new VertxOptions().setEventLoopPoolSize(Runtime.getRuntime().availableProcessors());
    }
}
