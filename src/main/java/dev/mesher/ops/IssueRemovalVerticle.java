package dev.mesher.ops;

import dev.mesher.db.Database;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for deleted issues now and then, and removes what they left behind, batch after batch. Any node may run it. */
public final class IssueRemovalVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(IssueRemovalVerticle.class);
    private static final int BATCH = 1_000;

    /** Between two batches, so that a removal takes but a share of PostgreSQL. */
    private static final long BREATH_MS = 20;

    private final Database database;
    private final Duration pause;
    private Future<?> running = Future.succeededFuture();
    private long timer;
    private boolean stopping;

    /**
     * @param pause between two looks while there is nothing to do
     */
    public IssueRemovalVerticle(Database database, Duration pause) {
        this.database = database;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        schedule(new IssueRemovalStore(database.pool(), BATCH), pause.toMillis());
        return Future.succeededFuture();
    }

    /** Lets the running batch finish, and begins no other. */
    @Override
    public Future<?> stop() {
        stopping = true;
        boolean unused = vertx.cancelTimer(timer);
        return running;
    }

    private void schedule(IssueRemovalStore removal, long delayMs) {
        if (!stopping) {
            timer = vertx.setTimer(
                    delayMs,
                    tick -> running = removal.removeBatch()
                            .otherwise(IssueRemovalVerticle::report)
                            .onSuccess(more -> schedule(removal, more ? BREATH_MS : pause.toMillis())));
        }
    }

    private static boolean report(Throwable cause) {
        if (SqlFailure.unavailable(cause) || SqlFailure.retryable(cause)) {
            LOG.debug("removal of deleted issues waits: {}", cause.toString());
        } else {
            LOG.error("removal of deleted issues failed", cause);
        }
        return false;
    }
}
