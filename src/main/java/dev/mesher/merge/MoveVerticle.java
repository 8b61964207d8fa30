package dev.mesher.merge;

import dev.mesher.db.Steps;
import dev.mesher.payload.Dictionaries;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** Looks now and then for issues whose events are to follow their fingerprints, and brings them there step by step. */
public final class MoveVerticle extends VerticleBase {
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Pool pool;
    private final Dictionaries dictionaries;
    private final Steps steps;

    /**
     * Any node may run it.
     *
     * @param pause between two looks while there is nothing to do
     */
    public MoveVerticle(Pool pool, Dictionaries dictionaries, Duration pause) {
        this.pool = pool;
        this.dictionaries = dictionaries;
        this.steps = new Steps("moving of events", BREATH, pause);
    }

    @Override
    public Future<?> start() {
        steps.start(vertx, new Moves(vertx, pool, dictionaries)::step);
        return Future.succeededFuture();
    }

    /** Lets the running step finish. */
    @Override
    public Future<?> stop() {
        return steps.stop();
    }
}
