package dev.mesher.cli;

import dev.mesher.Node;
import dev.mesher.cluster.ClusteredRuntime;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.EffectiveTable;
import dev.mesher.config.Settings;
import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.config.Settings.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node from its first step to its last, each a line in the log. Blocks: for the main thread of a command. */
final class NodeProcess {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 10;

    private final Vertx vertx;
    private final Node node;

    private NodeProcess(Vertx vertx, Node node) {
        this.vertx = vertx;
        this.node = node;
    }

    /** PostgreSQL is proved first, then the runtime is made, then the node serves. Leaves nothing behind on failure. */
    static NodeProcess start(Settings settings) throws StepFailure {
        LOG.info("[Mesher] Config loaded, in effect:");
        EffectiveTable.of(settings).forEach(row -> LOG.info("[Mesher]   {}", row));
        warnOfOpenAccess(settings);
        new Schema(settings.database()).requireCurrent();
        LOG.info("[Mesher] PostgreSQL pool ready");
        logBootstrap(settings.cluster());
        Vertx vertx = await("The runtime did not start", ClusteredRuntime.start(settings.cluster()), settings);
        Future<Node> serving = Node.start(vertx, settings)
                .recover(failed -> vertx.close().transform(closed -> Future.failedFuture(failed)));
        Node node = await("The node did not start", serving, settings);
        logReady(settings.server(), settings.rateLimit());
        return new NodeProcess(vertx, node);
    }

    /** Drains and closes in the mirror of the start. False when that failed or took more than ten seconds. */
    boolean stop() {
        LOG.info("[Mesher] stopping");
        Future<Void> stopped = node.stop().transform(drained -> vertx.close()
                .compose(closed ->
                        drained.succeeded() ? Future.succeededFuture() : Future.failedFuture(drained.cause())));
        try {
            get(stopped, STOP_SECONDS);
            LOG.info("[Mesher] stopped");
            return true;
        } catch (TimeoutException late) {
            LOG.error("[Mesher] not stopped within {} s: giving up", STOP_SECONDS);
        } catch (ExecutionException failed) {
            LOG.error("[Mesher] the stop failed", failed.getCause());
        }
        return false;
    }

    private static <T> T await(String step, Future<T> future, Settings settings) throws StepFailure {
        try {
            return get(future, START_SECONDS);
        } catch (TimeoutException late) {
            throw new StepFailure(step + " within " + START_SECONDS + " s");
        } catch (ExecutionException failed) {
            Optional<String> port = Ports.problem(settings);
            throw port.map(StepFailure::new).orElseGet(() -> StepFailure.of(step, failed));
        }
    }

    private static <T> T get(Future<T> future, int seconds) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(interrupted);
        }
    }

    private static void warnOfOpenAccess(Settings settings) {
        if (settings.auth() == Settings.AuthMode.OPEN) {
            LOG.warn("[Mesher] MESHER_AUTH=open: whoever reaches PORT manages this server without signing in");
        }
    }

    private static void logBootstrap(Optional<ClusterSettings> cluster) {
        LOG.info(
                "[Mesher] runtime bootstrap mode={} node={} cluster_port={} discovery_seed={}",
                cluster.isPresent() ? "cluster" : "standalone",
                cluster.map(settings -> settings.nodeName().toString()).orElse("-"),
                cluster.map(settings -> Integer.toString(settings.clusterPort()))
                        .orElse("-"),
                cluster.map(ClusterSettings::seedList).orElse("-"));
    }

    private static void logReady(ServerSettings server, RateLimitSettings rateLimit) {
        LOG.info(
                "[Mesher] Runtime ready http_port={} ws_port={} db_backend=postgres rate_limit_window_seconds={}"
                        + " rate_limit_max_events={}",
                server.httpPort(),
                server.webSocketPort(),
                rateLimit.windowSeconds(),
                rateLimit.maxEvents());
    }
}
