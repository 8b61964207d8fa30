package dev.mesher.ops;

import dev.mesher.db.Database;
import dev.mesher.db.Steps;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Looks for deleted issues now and then, and removes what they left behind, batch after batch. Any node may run it. */
public final class IssueRemovalVerticle extends VerticleBase {
    private static final int BATCH = 1_000;
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Database database;
    private final Steps steps;

    /**
     * @param pause between two looks while there is nothing to do
     */
    public IssueRemovalVerticle(Database database, Duration pause) {
        this.database = database;
        this.steps = new Steps("removal of deleted issues", BREATH, pause);
    }

    @Override
    public Future<?> start() {
        steps.start(vertx, new IssueRemovalStore(database.pool(), BATCH)::removeBatch);
        return Future.succeededFuture();
    }

    /** Lets the running batch finish. */
    @Override
    public Future<?> stop() {
        return steps.stop();
    }
}
