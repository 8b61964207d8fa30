package dev.mesher.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x's cluster manager over a Hazelcast instance that it did not start, but that it shuts down. A leaving node
 * tells the others, but does not wait for them: Hazelcast would wait a minute for a member that is frozen.
 */
final class JoinedCluster extends HazelcastClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(JoinedCluster.class);
    private static final long DEAF_MILLIS = 500;
    private static final long LEAVE_MILLIS = 4_000;

    private final HazelcastInstance hazelcast;
    private final Runnable afterwards;
    private volatile boolean leaving;

    JoinedCluster(HazelcastInstance hazelcast, Runnable afterwards) {
        super(hazelcast);
        this.hazelcast = hazelcast;
        this.afterwards = afterwards;
    }

    /**
     * Never fails. The consumer is already unregistered on this node, and nothing here depends on whether the others
     * learn of it.
     */
    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> removed) {
        super.removeRegistration(address, registration, (nothing, failure) -> {
            if (failure != null) {
                LOG.debug("the other nodes were not told that this one no longer listens at {}", address, failure);
            }
        });
        removed.succeed();
    }

    /**
     * Never fails because of another member. What the others have not been told in time, they conclude from this node's
     * silence.
     */
    @Override
    public void leave(Completable<Void> left) {
        leaving = true;
        CompletableFuture<Void> deaf = new CompletableFuture<>();
        super.leave((nothing, failure) -> deaf.complete(null));
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Thread thread = new Thread(() -> leave(deaf, gone), "mesher-leave");
        thread.setDaemon(true);
        thread.start();
        CompletableFuture<Void> unused = gone.orTimeout(LEAVE_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        LOG.warn("[Mesher] leaving the cluster failed: {}", failure.toString());
                    }
                    left.succeed();
                });
    }

    /**
     * Skipped while this node leaves: it would wait for the lock that the leaving holds, and Hazelcast's shutdown would
     * wait for it.
     */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void stateChanged(LifecycleEvent event) {
        if (!leaving) {
            super.stateChanged(event);
        }
    }

    private void leave(CompletableFuture<Void> deaf, CompletableFuture<Void> gone) {
        try {
            Object unused = deaf.completeOnTimeout(null, DEAF_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            hazelcast.shutdown();
            afterwards.run();
            gone.complete(null);
        } catch (RuntimeException failed) {
            gone.completeExceptionally(failed);
        }
    }
}
