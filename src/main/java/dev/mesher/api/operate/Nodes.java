package dev.mesher.api.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;

/** The nodes of the installation, as this one sees them. */
public interface Nodes {
    /** What each node says of itself, by name. A node that does not answer in time is told by what is known of it. */
    Future<JsonArray> list();

    /**
     * Gives the authority to a node. Fails with a {@link dev.mesher.event.Refusal} when there is no such node, when it
     * does not answer, and when it may not take the authority.
     */
    Future<Void> promote(String name);
}
