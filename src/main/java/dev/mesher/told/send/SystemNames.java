package dev.mesher.told.send;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;

/** The resolver of the machine. It blocks, so it is asked on threads of its own: as many as calls run at a time. */
public final class SystemNames implements NameResolver {
    private final WorkerExecutor workers;

    /**
     * @param threads most look-ups at a time
     */
    public SystemNames(Vertx vertx, int threads) {
        workers = vertx.createSharedWorkerExecutor("mesher-names", threads);
    }

    @Override
    public Future<List<InetAddress>> resolve(String name) {
        return workers.executeBlocking(() -> List.of(InetAddress.getAllByName(name)), false);
    }

    /** Ends the threads. */
    public Future<Void> close() {
        return workers.close();
    }
}
