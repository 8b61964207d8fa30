package dev.mesher;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** The verticles of a node, in the order in which they were deployed. Not thread-safe. */
final class Deployments {
    private final Vertx vertx;
    private final Deque<String> deployed = new ArrayDeque<>();

    Deployments(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<Void> deploy(Supplier<Deployable> verticle, DeploymentOptions options) {
        return vertx.deployVerticle(verticle, options).map(id -> {
            deployed.push(id);
            return null;
        });
    }

    /**
     * Undeploys all of them, the last one first. A verticle that fails to stop does not keep the others from stopping.
     */
    Future<Void> undeploy() {
        String last = deployed.poll();
        return last == null ? Future.succeededFuture() : vertx.undeploy(last).eventually(this::undeploy);
    }

    static DeploymentOptions one() {
        return new DeploymentOptions();
    }

    static DeploymentOptions instances(int count) {
        return new DeploymentOptions().setInstances(count);
    }

    /** Options for a verticle that may wait for the disk. */
    static DeploymentOptions worker() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    }
}
