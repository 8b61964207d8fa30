package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.continuity.Records;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.journal.Journal;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import java.util.function.IntConsumer;

/** Creates the writers of a node. Each result can be deployed once. */
public final class Writers {
    private final LocalBus bus;
    private final Database database;
    private final Partitions partitions;
    private final Handover handover;
    private final Journal journal;
    private final Records records;
    private final WriterTurns turns = new WriterTurns();

    public Writers(
            LocalBus bus,
            Database database,
            Partitions partitions,
            Handover handover,
            Journal journal,
            Records records) {
        this.bus = bus;
        this.database = database;
        this.partitions = partitions;
        this.handover = handover;
        this.journal = journal;
        this.records = records;
    }

    /** The writer for the events of a shard. It takes turns with the writers of the other shards. */
    public Deployable ofEvents(int shard, MeterRegistry meters) {
        Commit<EventRow, RowOutcome> commit = new GroupCommit(partitions, RollupSlot.ofWriter());
        WriteQueue<EventRow, RowOutcome> queue = new WriteQueue<>(commit.kind(), 8_192, 500);
        DistributionSummary sizes = DistributionSummary.builder("mesher.write.batch.events")
                .description("Events that were stored by one transaction")
                .register(meters);
        Gauge unused = Gauge.builder("mesher.write.queue.events", queue, WriteQueue::size)
                .description("Events that wait for the writer of a shard")
                .tag("shard", Integer.toString(shard))
                .register(meters);
        return writer(Addresses.write(shard), turns, queue, commit, sizes::record);
    }

    /**
     * The writer for requests with a client's key.
     *
     * @param node the name of this node
     */
    public Deployable ofRequests(String node) {
        Commit<KeyedWrite, KeyedOutcome> commit = new KeyedCommit(partitions, RollupSlot.ofWriter(), node);
        WriteQueue<KeyedWrite, KeyedOutcome> queue = new WriteQueue<>(commit.kind(), 4_096, 200);
        return writer(Addresses.KEYED_WRITE, new WriterTurns(), queue, commit, size -> {});
    }

    private <T, R> Deployable writer(
            String address, WriterTurns taken, WriteQueue<T, R> queue, Commit<T, R> commit, IntConsumer sizes) {
        StoredAnnouncements announced = new StoredAnnouncements(bus);
        return new WriterVerticle<>(
                bus,
                address,
                database,
                taken,
                queue,
                new BatchWriter<>(commit, handover, journal, records, announced, sizes));
    }
}
