package dev.mesher.merge;

import dev.mesher.bus.Loop;
import dev.mesher.db.SqlFailure;
import dev.mesher.payload.Dictionaries;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks from time to time for issues whose events have to be moved, and moves them step by step. */
public final class MoveVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MoveVerticle.class);
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Pool pool;
    private final Dictionaries dictionaries;
    private final Duration pause;
    private @Nullable Loop loop;

    /**
     * Any number of nodes may run it.
     *
     * @param pause between two checks while there is nothing to do
     */
    public MoveVerticle(Pool pool, Dictionaries dictionaries, Duration pause) {
        this.pool = pool;
        this.dictionaries = dictionaries;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(
                vertx,
                new Moves(vertx, pool, dictionaries)::step,
                failed -> SqlFailure.report(LOG, "moving of events", failed),
                BREATH,
                pause);
        loop.start();
        return Future.succeededFuture();
    }

    /** Waits for the running step. */
    @Override
    public Future<?> stop() {
        return loop == null ? Future.succeededFuture() : loop.stop();
    }
}
