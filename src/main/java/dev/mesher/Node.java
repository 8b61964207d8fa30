package dev.mesher;

import dev.mesher.config.Settings;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A running node: its parts, deployed in order, and stopped in the mirror of that order. */
public final class Node {
    private final Database database;

    private Node(Database database) {
        this.database = database;
    }

    /** Completes when the node serves. When a step fails, what had started is stopped again. */
    public static Future<Node> start(Vertx vertx, Settings settings) {
        Database database =
                Database.create(vertx, new PostgresUri(settings.database().uri()));
        return Future.succeededFuture(new Node(database));
    }

    /** Stops to accept, commits and answers what waits, closes. Does not close the Vert.x. */
    public Future<Void> stop() {
        return database.close();
    }
}
