package dev.mesher.ops;

import dev.mesher.bus.Loop;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes rows batch by batch, and looks for new ones from time to time. */
abstract class RemovalVerticle extends VerticleBase {
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String work;
    private final Supplier<Future<Boolean>> removeBatch;
    private final Duration pause;
    private @Nullable Loop loop;

    /**
     * @param work the name of the work in the log
     * @param removeBatch completes with false when there is nothing to do
     * @param pause between two checks while there is nothing to do
     */
    RemovalVerticle(String work, Supplier<Future<Boolean>> removeBatch, Duration pause) {
        this.work = work;
        this.removeBatch = removeBatch;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(vertx, removeBatch, failed -> SqlFailure.report(log, work, failed), BREATH, pause);
        loop.start();
        return Future.succeededFuture();
    }

    /** Waits for the running batch. */
    @Override
    public Future<?> stop() {
        return loop == null ? Future.succeededFuture() : loop.stop();
    }
}
