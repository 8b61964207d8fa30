package dev.mesher.merge;

import dev.mesher.db.SqlFailure;
import dev.mesher.write.Dictionaries;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then for issues whose events are to follow their fingerprints, and brings them there step by step. */
public final class MoveVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MoveVerticle.class);

    /** Between two steps, so that a move takes but a share of PostgreSQL. */
    private static final long BREATH_MS = 20;

    private final Pool pool;
    private final Dictionaries dictionaries;
    private final Duration pause;
    private Future<?> running = Future.succeededFuture();
    private long timer;
    private boolean stopping;

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
        schedule(new Moves(vertx, pool, dictionaries), pause.toMillis());
        return Future.succeededFuture();
    }

    /** Lets the running step finish, and begins no other. */
    @Override
    public Future<?> stop() {
        stopping = true;
        boolean unused = vertx.cancelTimer(timer);
        return running;
    }

    private void schedule(Moves moves, long delayMs) {
        if (!stopping) {
            timer = vertx.setTimer(
                    delayMs,
                    tick -> running = moves.step()
                            .otherwise(MoveVerticle::report)
                            .onSuccess(more -> schedule(moves, more ? BREATH_MS : pause.toMillis())));
        }
    }

    private static boolean report(Throwable cause) {
        if (SqlFailure.unavailable(cause)) {
            LOG.debug("moving of events waits: {}", cause.toString());
        } else {
            LOG.error("moving of events failed", cause);
        }
        return false;
    }
}
