package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.bus.Loop;
import dev.mesher.continuity.BatchRecord;
import dev.mesher.continuity.Completion;
import dev.mesher.continuity.Records;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.event.Receipt;
import dev.mesher.journal.Journal;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer: what arrives while a batch is being committed is the next batch, which begins in its {@linkplain WriterTurns turn}.
 * There is no other wait, so batches grow with the load by themselves. While PostgreSQL cannot be reached, batches go to a node that can, or else to the journal.
 */
public final class WriterVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WriterVerticle.class);

    /** A PostgreSQL that says nothing for so long is away; the statement ends by itself a little earlier. */
    private static final long COMMIT_MILLIS = 10_000;

    private final int shard;
    private final LocalBus bus;
    private final Database database;
    private final GroupCommit commit;
    private final Handover handover;
    private final Journal journal;
    private final Records records;
    private final String node;
    private final WriterTurns turns;
    private final DistributionSummary batchSizes;
    private final StoredAnnouncements announced = new StoredAnnouncements();
    private final WaitingRows waiting = new WaitingRows();

    private @Nullable Loop batches;
    private @Nullable WriterConnection opened;
    private WriterTurns.@Nullable Turn joined;
    private boolean flushing;

    /** @param node the name of this node */
    public WriterVerticle(
            int shard,
            LocalBus bus,
            Database database,
            Partitions partitions,
            Handover handover,
            Journal journal,
            Records records,
            String node,
            WriterTurns turns,
            MeterRegistry meters) {
        this.shard = shard;
        this.handover = handover;
        this.journal = journal;
        this.records = records;
        this.node = node;
        this.turns = turns;
        this.bus = bus;
        this.database = database;
        this.commit = new GroupCommit(partitions, RollupSlot.ofWriter());
        this.batchSizes = DistributionSummary.builder("mesher.write.batch.events")
                .description("Events that were stored by one transaction")
                .register(meters);
        Gauge unused = Gauge.builder("mesher.write.queue.events", waiting, WaitingRows::size)
                .description("Events that wait for the writer of a shard")
                .tag("shard", Integer.toString(shard))
                .register(meters);
    }

    @Override
    public Future<?> start() {
        WriterConnection own = new WriterConnection(vertx, database, "writer " + shard);
        opened = own;
        batches = new Loop(
                vertx,
                this::commitNext,
                failed -> LOG.error("writer {} could not commit a batch", shard, failed),
                Duration.ZERO,
                Duration.ZERO);
        joined = turns.join(context, batches::wake);
        return own.open().compose(connected -> bus.<EventRow, Receipt>serveGathered(Addresses.write(shard), this::store)
                .completion());
    }

    /** Commits what waits first. */
    @Override
    public Future<?> stop() {
        connection().closing();
        turn().leave();
        return batches().drain().compose(drained -> connection().close());
    }

    private Loop batches() {
        return Objects.requireNonNull(batches);
    }

    private WriterConnection connection() {
        return Objects.requireNonNull(opened);
    }

    private WriterTurns.Turn turn() {
        return Objects.requireNonNull(joined);
    }

    private Future<Receipt> store(EventRow row) {
        Future<Receipt> receipt = waiting.add(row);
        if (!flushing) {
            // After the rows that came in the same message, so that they are one batch.
            flushing = true;
            context.runOnContext(next -> {
                flushing = false;
                batches().wake();
            });
        }
        return receipt;
    }

    /** Whether there was a batch, after which another may wait. */
    private Future<Boolean> commitNext() {
        List<WaitingRows.Waiting> batch = turn().mayBegin(waiting.size()) ? waiting.next() : List.of();
        if (batch.isEmpty()) {
            return Future.succeededFuture(false);
        }
        turn().begin(batch.size());
        return Future.succeededFuture(batch)
                .compose(this::commit)
                .onFailure(broken -> batch.forEach(row -> row.answer().tryFail(broken)))
                .onComplete(done -> turn().end())
                .map(true);
    }

    private Future<Void> commit(List<WaitingRows.Waiting> batch) {
        List<EventRow> rows = batch.stream().map(WaitingRows.Waiting::row).toList();
        BatchRecord record =
                records.submitted(rows.stream().map(EventRow::attempt).toList());
        PgConnection live = connection().live();
        if (live == null) {
            return elsewhere(batch, rows, record);
        }
        batchSizes.record(rows.size());
        return connection()
                .bounded(commit.commit(live, rows, false), COMMIT_MILLIS)
                .compose(outcomes -> {
                    // After the next batch is on its way: PostgreSQL need not wait for these answers.
                    context.runOnContext(next -> {
                        announced.publish(bus, rows, outcomes);
                        answer(batch, outcomes, record, node);
                    });
                    return Future.<Void>succeededFuture();
                })
                .recover(failure -> {
                    connection().lost(live, failure);
                    return elsewhere(batch, rows, record);
                });
    }

    /** By another node, which announces it then; else into the journal. */
    private Future<Void> elsewhere(List<WaitingRows.Waiting> batch, List<EventRow> rows, BatchRecord record) {
        if (!handover.possible()) {
            return journal(batch, rows, record);
        }
        return handover.rows(rows)
                .compose(done -> {
                    answer(batch, done.outcomes(), record, done.node());
                    return Future.<Void>succeededFuture();
                })
                .recover(nobody -> journal(batch, rows, record));
    }

    private void answer(
            List<WaitingRows.Waiting> batch, Map<UUID, RowOutcome> outcomes, BatchRecord record, String executed) {
        records.completed(record, Completion.committed(executed, errors(batch, outcomes)));
        for (WaitingRows.Waiting waiting : batch) {
            UUID id = waiting.row().grouped().id();
            RowOutcome outcome = outcomes.get(id);
            if (outcome instanceof RowOutcome.Settled settled) {
                waiting.answer().complete(settled.receipt());
            } else if (outcome instanceof RowOutcome.Poison poison) {
                waiting.answer().fail(poison.refusal());
            } else {
                waiting.answer().fail(new IllegalStateException("no outcome for event " + id));
            }
        }
    }

    /** Of the requests of which nothing was taken. */
    private static Map<UUID, String> errors(List<WaitingRows.Waiting> batch, Map<UUID, RowOutcome> outcomes) {
        if (outcomes.values().stream().noneMatch(RowOutcome.Poison.class::isInstance)) {
            return Map.of();
        }
        Map<UUID, String> errors = new HashMap<>();
        for (WaitingRows.Waiting waiting : batch) {
            if (outcomes.get(waiting.row().grouped().id()) instanceof RowOutcome.Poison poison) {
                errors.put(waiting.row().attempt().id(), poison.refusal().getMessage());
            }
        }
        for (WaitingRows.Waiting waiting : batch) {
            if (outcomes.get(waiting.row().grouped().id()) instanceof RowOutcome.Settled) {
                errors.remove(waiting.row().attempt().id());
            }
        }
        return errors;
    }

    private Future<Void> journal(List<WaitingRows.Waiting> batch, List<EventRow> rows, BatchRecord record) {
        return journal.append(rows, EventEntries::entry)
                .onSuccess(before -> {
                    records.completed(record, Completion.journalled(node));
                    for (int i = 0; i < rows.size(); i++) {
                        UUID id = before.get(i)
                                .map(EventEntries::id)
                                .orElse(rows.get(i).grouped().id());
                        batch.get(i).answer().complete(new Receipt(Receipt.Status.ACCEPTED, id, null));
                    }
                })
                .onFailure(full -> {
                    records.rejected(record, String.valueOf(full.getMessage()));
                    batch.forEach(waiting -> waiting.answer().fail(full));
                })
                .transform(answered -> Future.succeededFuture());
    }
}
