package dev.mesher.cluster;

import com.hazelcast.config.Config;
import dev.mesher.config.ClusterSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The Vert.x under a node: by itself without cluster settings, a member of the cluster with them. */
public final class ClusteredRuntime {
    private ClusteredRuntime() {}

    /** Blocks while it resolves names, so it belongs on a thread that may. Without settings no Hazelcast is loaded. */
    public static Future<Vertx> start(Optional<ClusterSettings> cluster) {
        return cluster.map(ClusteredRuntime::join).orElseGet(() -> Future.succeededFuture(Vertx.vertx(options())));
    }

    private static Future<Vertx> join(ClusterSettings settings) {
        // Read by Hazelcast when its first class loads, before any configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        try {
            String address = InetAddress.getByName(settings.nodeName().host()).getHostAddress();
            List<String> candidates = new Candidates(AddressLookup.SYSTEM, settings.clusterPort()).of(settings.seeds());
            return join(settings, address, HazelcastSettings.of(settings, address, candidates));
        } catch (UnknownHostException unknown) {
            return Future.failedFuture(new IllegalStateException(
                    "the host of MESH_NODE_NAME is unknown: " + settings.nodeName(), unknown));
        }
    }

    private static Future<Vertx> join(ClusterSettings settings, String address, Config config) {
        EventBusOptions bus = new EventBusOptions()
                .setHost(address)
                .setPort(settings.busPort())
                .setClusterPublicHost(address)
                .setClusterPublicPort(settings.busPort());
        return Vertx.builder()
                .with(options().setEventBusOptions(bus))
                .withClusterManager(new HazelcastClusterManager(config))
                .buildClustered();
    }

    /** As many event loops as processors: a stage that meets the next one on its own loop wakes no other thread. */
    private static VertxOptions options() {
        return new VertxOptions().setEventLoopPoolSize(Runtime.getRuntime().availableProcessors());
    }
}
