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

/** Hands events to the writers of this node. Each context that stores events has its own. */
public final class Writes {
    /** Writers of a node. Two keep two cores busy. More would make the batches smaller, and an event in them dearer. */
    public static final int SHARDS = 2;

    /** Longest wait for the look-up of a request key. After that the request goes on as if the key were new. */
    private static final long LOOK_MILLIS = 1_000;

    private final List<Gathered<EventRow, RowOutcome>> shards;

    private final Gathered<KeyedWrite, KeyedOutcome> keyed;

    private final Dictionaries dictionaries;
    private final SqlClient client;
    private final String node;

    /**
     * Makes one for the calling context.
     *
     * @param client for the look-up of request keys
     * @param node name of this node
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
     * Compresses an event into the form in which it is stored. Takes time in proportion to its size. Any thread may call this.
     *
     * @param attempt the request that brought the event
     */
    public EventRow row(GroupedEvent event, Attempt attempt) {
        return EventRow.of(event, dictionaries.current(), attempt);
    }

    /**
     * Stores an event. Completes when its outcome is final: committed in PostgreSQL, or in the journal while PostgreSQL is
     * away. Events of one fingerprint go through one writer, so that two batches of a node never update the same issue.
     */
    public Future<RowOutcome> store(EventRow row) {
        int shard = Math.floorMod(row.grouped().fingerprint().hashCode(), SHARDS);
        return shards.get(shard).request(row);
    }

    /**
     * Looks up the answer that was given to an earlier request with the same key. Empty when there was none, and when
     * PostgreSQL does not answer in time: {@link #storeKeyed} then finds the earlier request.
     */
    public Future<Optional<KeyedOutcome>> before(UUID projectId, Attempt attempt, boolean bulk) {
        return RequestKeyStore.find(client, projectId, attempt.key())
                .timeout(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .map(taken -> taken.map(first -> first.outcome(attempt, bulk)))
                .otherwise(Optional.empty());
    }

    /**
     * Stores all events of a request that has a client's key, or none of them. Completes as {@link #store} does.
     *
     * @param rows the places of its answer, in order
     */
    public Future<KeyedOutcome> storeKeyed(UUID projectId, Attempt attempt, boolean bulk, List<Slot<EventRow>> rows) {
        return keyed.requestAlone(new KeyedWrite(projectId, attempt, bulk, rows, node, null));
    }
}
