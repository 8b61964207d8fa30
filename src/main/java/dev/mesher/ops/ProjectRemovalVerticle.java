package dev.mesher.ops;

import dev.mesher.db.Database;
import java.time.Duration;

/**
 * Looks for rows of deleted projects from time to time, and removes them batch by batch. Any number of nodes may run it,
 * and each may be killed at any moment: the rows that are left tell what is to be done.
 */
public final class ProjectRemovalVerticle extends RemovalVerticle {
    /**
     * @param pause between two checks while there is nothing to do
     */
    public ProjectRemovalVerticle(Database database, Duration pause) {
        super("removal of deleted projects", new ProjectRemovalStore(database.pool())::removeBatch, pause);
    }
}
