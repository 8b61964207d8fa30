package dev.mesher;

import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings;
import dev.mesher.db.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;

/** What all parts of a node share. */
record Base(Vertx vertx, LocalBus bus, Settings settings, Database database, PrometheusMeterRegistry meters) {
    /** The name of this node in its cluster. */
    String nodeName() {
        return settings.continuity().nodeName();
    }
}
