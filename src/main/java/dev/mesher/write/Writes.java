package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Receipt;
import io.vertx.core.Future;

/** The storing stage, for its callers. */
public final class Writes {
    /** Writers of a node. Two keep two cores busy; more only make the batches smaller, and each dearer. */
    public static final int SHARDS = 2;

    private final LocalBus bus;

    public Writes(LocalBus bus) {
        this.bus = bus;
    }

    /**
     * Completes when the event's fate is final: committed in PostgreSQL, or in the journal while PostgreSQL is away.
     * Events of one fingerprint go through one writer, so that no two of a node's batches meet at an issue.
     */
    public Future<Receipt> store(GroupedEvent event) {
        int shard = Math.floorMod(event.fingerprint().hashCode(), SHARDS);
        return bus.request(Addresses.write(shard), EventRow.of(event));
    }
}
