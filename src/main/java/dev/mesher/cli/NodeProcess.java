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

/** Starts and stops a node, and logs each step. Blocks: for the main thread of a command. */
final class NodeProcess {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    private static final long START_SECONDS = 120;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(START_SECONDS);
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Vertx vertx;
    private final Node node;

    private NodeProcess(Vertx vertx, Node node) {
        this.vertx = vertx;
        this.node = node;
    }

    /**
     * Starts a node: first it checks PostgreSQL, then it makes the runtime, then the node serves. If it fails,
     * everything that was started is stopped.
     *
     * @param beforeServing called before anything listens, for what must exist by the first request
     */
    static NodeProcess start(Settings settings, Runnable beforeServing) {
        LOG.info("[Mesher] Config loaded, in effect:");
        EffectiveTable.of(settings).forEach(row -> LOG.info("[Mesher]   {}", row));
        warnOfOpenAccess(settings);
        new Schema(settings.database()).requireCurrent();
        LOG.info("[Mesher] PostgreSQL pool ready");
        requirePorts(settings);
        logBootstrap(settings.cluster());
        ClusteredRuntime runtime = await(
                "The runtime did not start",
                ClusteredRuntime.start(settings.cluster(), settings.continuity()),
                settings);
        beforeServing.run();
        NodeProcess process = new NodeProcess(runtime.vertx(), serve(runtime, settings));
        logReady(settings.server(), settings.rateLimit());
        return process;
    }

    /** The one-time code for the first account. Empty when there was an account already. */
    Optional<String> firstAccountCode() {
        return node.firstAccountCode();
    }

    /** Refuses settings whose ports are taken, before anything is started. */
    static void requirePorts(Settings settings) {
        Optional<String> taken = Ports.problem(settings);
        if (taken.isPresent()) {
            throw new CommandFailed(taken.get());
        }
    }

    /**
     * Stops in reverse order of the start, within ten seconds. True when all accepted events were committed and
     * answered. What is still running then ends with the process.
     */
    boolean stop() {
        LOG.info("[Mesher] stopping");
        long deadline = System.nanoTime() + STOP_NANOS;
        boolean drained = finished("the drain", node.stop(), deadline);
        boolean unusedClosed = finished("the close of the runtime", vertx.close(), deadline);
        LOG.info("[Mesher] stopped");
        return drained;
    }

    private static Node serve(ClusteredRuntime runtime, Settings settings) {
        Future<Node> serving = Node.start(runtime, settings);
        try {
            return get(serving, START_NANOS);
        } catch (TimeoutException | ExecutionException failed) {
            boolean unused =
                    finished("the close of the runtime", runtime.vertx().close(), System.nanoTime() + STOP_NANOS);
            throw failure("The node did not start", failed, settings);
        }
    }

    private static <T> T await(String step, Future<T> future, Settings settings) {
        try {
            return get(future, START_NANOS);
        } catch (TimeoutException | ExecutionException failed) {
            throw failure(step, failed, settings);
        }
    }

    private static CommandFailed failure(String step, Exception failed, Settings settings) {
        return Ports.problem(settings)
                .map(CommandFailed::new)
                .orElseGet(() -> failed instanceof TimeoutException
                        ? new CommandFailed(step + " within " + START_SECONDS + " s")
                        : CommandFailed.of(step, failed));
    }

    private static boolean finished(String step, Future<Void> future, long deadline) {
        try {
            Object unused = get(future, deadline - System.nanoTime());
            return true;
        } catch (TimeoutException late) {
            LOG.error("[Mesher] {} takes too long: giving up", step);
        } catch (ExecutionException failed) {
            LOG.error("[Mesher] {} failed", step, failed.getCause());
        }
        return false;
    }

    /** Blocks until the future completes. It does not use the future's own context, which is ended by a close. */
    private static <T> T get(Future<T> future, long nanos) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(interrupted);
        }
    }

    private static void warnOfOpenAccess(Settings settings) {
        if (settings.auth() == Settings.AuthMode.OPEN) {
            LOG.warn("[Mesher] MESHER_AUTH=open: everyone who can reach PORT manages this server without signing in");
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
