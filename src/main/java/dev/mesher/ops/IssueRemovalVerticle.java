package dev.mesher.ops;

import dev.mesher.db.Database;
import java.time.Duration;

/**
 * Looks for deleted issues from time to time, and removes their rows batch by batch. Any number of nodes may run it.
 */
public final class IssueRemovalVerticle extends RemovalVerticle {
    private static final int BATCH = 1_000;

    /**
     * @param pause between two checks while there is nothing to do
     */
    public IssueRemovalVerticle(Database database, Duration pause) {
        super("removal of deleted issues", new IssueRemovalStore(database.pool(), BATCH)::removeBatch, pause);
    }
}
