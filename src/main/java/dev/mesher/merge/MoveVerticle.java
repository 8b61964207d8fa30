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

/** Looks now and then for issues whose events are to follow their fingerprints, and brings them there step by step. */
public final class MoveVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MoveVerticle.class);
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Pool pool;
    private final Dictionaries dictionaries;
    private final Duration pause;
    private @Nullable Loop loop;

    /**
     * Any node may run it.
     *
     * @param pause between two looks while there is nothing to do
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

    /** Lets the running step finish. */
    @Override
    public Future<?> stop() {
        return loop == null ? Future.succeededFuture() : loop.stop();
    }
}
