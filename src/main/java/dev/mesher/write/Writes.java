package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.Gathered;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.Attempt;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Slot;
import dev.mesher.payload.Dictionaries;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The storing stage, for its callers. */
public final class Writes {
    /** Writers of a node. Two keep two cores busy; more only make the batches smaller, and each dearer. */
    public static final int SHARDS = 2;

    /** What a client waits for at most before its request goes on without that look. */
    private static final long LOOK_MILLIS = 1_000;

    private final List<Gathered<EventRow, RowOutcome>> shards;

    private final Gathered<KeyedWrite, KeyedOutcome> keyed;

    private final Dictionaries dictionaries;
    private final SqlClient client;
    private final String node;

    /**
     * For the context that calls this.
     *
     * @param client to look request keys up
     * @param node the name of this node
     */
    public Writes(Vertx vertx, LocalBus bus, Dictionaries dictionaries, SqlClient client, String node) {
        this.dictionaries = dictionaries;
        this.client = client;
        this.node = node;
        this.shards = IntStream.range(0, SHARDS)
                .mapToObj(shard -> new Gathered<EventRow, RowOutcome>(vertx, bus, Addresses.write(shard)))
                .toList();
        this.keyed = new Gathered<>(vertx, bus, Addresses.KEYED_WRITE);
    }

    /**
     * Completes when the event's fate is final: committed in PostgreSQL, or in the journal while PostgreSQL is away.
     * Events of one fingerprint go through one writer, so that no two of a node's batches meet at an issue.
     */
    public Future<RowOutcome> store(GroupedEvent event, Attempt attempt) {
        int shard = Math.floorMod(event.fingerprint().hashCode(), SHARDS);
        return shards.get(shard).request(EventRow.of(event, dictionaries.current(), attempt));
    }

    /**
     * The answer that was given to a request of that key before: empty when there was none, or when PostgreSQL cannot tell,
     * for then {@link #storeKeyed} does.
     */
    public Future<Optional<KeyedOutcome>> before(UUID projectId, Attempt attempt, boolean bulk) {
        return RequestKeyStore.find(client, projectId, attempt.key())
                .timeout(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .map(taken -> taken.map(first -> first.outcome(attempt, bulk)))
                .otherwise(Optional.empty());
    }

    /**
     * Stores a request that has a client's key, whole, as {@link #store} does an event.
     *
     * @param slots of its answer, in order
     */
    public Future<KeyedOutcome> storeKeyed(
            UUID projectId, Attempt attempt, boolean bulk, List<Slot<GroupedEvent>> slots) {
        List<Slot<EventRow>> rows = slots.stream()
                .map(slot -> slot.then(event -> Slot.toStore(EventRow.of(event, dictionaries.current(), attempt))))
                .toList();
        return keyed.requestAlone(new KeyedWrite(projectId, attempt, bulk, rows, node, null));
    }
}
