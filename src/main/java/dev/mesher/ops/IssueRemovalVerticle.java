package dev.mesher.ops;

import dev.mesher.bus.Loop;
import dev.mesher.db.Database;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for deleted issues from time to time, and removes their rows batch by batch. Any number of nodes may run it.
 */
public final class IssueRemovalVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(IssueRemovalVerticle.class);
    private static final int BATCH = 1_000;
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Database database;
    private final Duration pause;
    private @Nullable Loop loop;

    /**
     * @param pause between two checks while there is nothing to do
     */
    public IssueRemovalVerticle(Database database, Duration pause) {
        this.database = database;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(
                vertx,
                new IssueRemovalStore(database.pool(), BATCH)::removeBatch,
                failed -> SqlFailure.report(LOG, "removal of deleted issues", failed),
                BREATH,
                pause);
        loop.start();
        return Future.succeededFuture();
    }

    /** Waits for the running batch. */
    @Override
    public Future<?> stop() {
        return loop == null ? Future.succeededFuture() : loop.stop();
    }
}
