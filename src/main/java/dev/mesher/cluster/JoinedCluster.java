package dev.mesher.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Completable;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import org.jspecify.annotations.Nullable;

/** Vert.x's cluster manager over a Hazelcast that it did not start, but that ends with it. */
final class JoinedCluster extends HazelcastClusterManager {
    private final HazelcastInstance hazelcast;
    private final Runnable afterwards;

    JoinedCluster(HazelcastInstance hazelcast, Runnable afterwards) {
        super(hazelcast);
        this.hazelcast = hazelcast;
        this.afterwards = afterwards;
    }

    @Override
    public void leave(Completable<Void> left) {
        super.leave((nothing, failure) -> new Thread(() -> shutdown(left, failure), "mesher-leave").start());
    }

    private void shutdown(Completable<Void> left, @Nullable Throwable failure) {
        try {
            hazelcast.shutdown();
            afterwards.run();
            left.complete(null, failure);
        } catch (RuntimeException failed) {
            left.complete(null, failure == null ? failed : failure);
        }
    }
}
