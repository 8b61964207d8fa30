package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.Gathered;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;

/** The storing stage, for its callers. */
public final class Writes {
    /** Writers of a node. Two keep two cores busy; more only make the batches smaller, and each dearer. */
    public static final int SHARDS = 2;

    private final List<Gathered<EventRow, Receipt>> shards;

    private final Dictionaries dictionaries;

    /** For the context that calls this. */
    public Writes(Vertx vertx, LocalBus bus, Dictionaries dictionaries) {
        this.dictionaries = dictionaries;
        this.shards = IntStream.range(0, SHARDS)
                .mapToObj(shard -> new Gathered<EventRow, Receipt>(vertx, bus, Addresses.write(shard)))
                .toList();
    }

    /**
     * Completes when the event's fate is final: committed in PostgreSQL, or in the journal while PostgreSQL is away.
     * Events of one fingerprint go through one writer, so that no two of a node's batches meet at an issue.
     */
    public Future<Receipt> store(GroupedEvent event) {
        int shard = Math.floorMod(event.fingerprint().hashCode(), SHARDS);
        return shards.get(shard).request(EventRow.of(event, dictionaries.current()));
    }
}
