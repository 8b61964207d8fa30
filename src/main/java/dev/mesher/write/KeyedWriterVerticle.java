package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.bus.Loop;
import dev.mesher.continuity.BatchRecord;
import dev.mesher.continuity.Completion;
import dev.mesher.continuity.Records;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.event.Refusal;
import dev.mesher.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer of requests with a client's key: like {@link WriterVerticle}, but whole requests, each with its key. */
public final class KeyedWriterVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedWriterVerticle.class);
    private static final long COMMIT_MILLIS = 10_000;
    private static final long EXPIRE_MILLIS = 60_000;
    private static final int MAX_WAITING = 4_096;
    private static final long MAX_BYTES =
            Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 32);
    private static final int BATCH_UNITS = 200;
    private static final long BATCH_BYTES = 4L << 20;

    private final LocalBus bus;
    private final Database database;
    private final Handover handover;
    private final Journal journal;
    private final Records records;
    private final String node;
    private final KeyedCommit commit;
    private final StoredAnnouncements announced = new StoredAnnouncements();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Loop batches;
    private @Nullable WriterConnection opened;
    private long waitingBytes;

    private record Waiting(KeyedWrite unit, Promise<KeyedOutcome> answer) {}

    /** @param node the name of this node */
    public KeyedWriterVerticle(
            LocalBus bus,
            Database database,
            Partitions partitions,
            Handover handover,
            Journal journal,
            Records records,
            String node) {
        this.bus = bus;
        this.database = database;
        this.handover = handover;
        this.journal = journal;
        this.records = records;
        this.node = node;
        this.commit = new KeyedCommit(new GroupCommit(partitions, RollupSlot.ofWriter()), node);
    }

    @Override
    public Future<?> start() {
        WriterConnection own = new WriterConnection(vertx, database, "the writer of keyed requests");
        opened = own;
        batches = new Loop(
                vertx,
                this::commitNext,
                failed -> LOG.error("requests with keys could not be committed", failed),
                Duration.ZERO,
                Duration.ZERO);
        long unused = vertx.setPeriodic(EXPIRE_MILLIS, tick -> RequestKeyStore.expire(database.duties())
                .onFailure(away -> LOG.debug("old request keys not removed yet", away)));
        return own.open().compose(open -> bus.<KeyedWrite, KeyedOutcome>serve(Addresses.KEYED_WRITE, this::store)
                .completion());
    }

    /** Commits what waits first. */
    @Override
    public Future<?> stop() {
        connection().closing();
        return batches().drain().compose(drained -> connection().close());
    }

    private Loop batches() {
        return Objects.requireNonNull(batches);
    }

    private WriterConnection connection() {
        return Objects.requireNonNull(opened);
    }

    private Future<KeyedOutcome> store(KeyedWrite unit) {
        if (waiting.size() >= MAX_WAITING || waitingBytes + unit.bytes() > MAX_BYTES) {
            return Future.failedFuture(Refusal.unavailable("too many requests are waiting to be stored"));
        }
        Waiting added = new Waiting(unit, Promise.promise());
        waiting.add(added);
        waitingBytes += unit.bytes();
        context.runOnContext(next -> batches().wake());
        return added.answer.future();
    }

    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < BATCH_UNITS && bytes < BATCH_BYTES) {
            Waiting next = waiting.remove();
            bytes += next.unit.bytes();
            batch.add(next);
        }
        waitingBytes -= bytes;
        return batch;
    }

    /** Whether there was a batch, after which another may wait. */
    private Future<Boolean> commitNext() {
        List<Waiting> batch = next();
        return batch.isEmpty()
                ? Future.succeededFuture(false)
                : Future.succeededFuture(batch)
                        .compose(this::commit)
                        .onFailure(broken -> batch.forEach(one -> one.answer.tryFail(broken)))
                        .map(true);
    }

    private Future<Void> commit(List<Waiting> batch) {
        List<KeyedWrite> units = batch.stream().map(Waiting::unit).toList();
        BatchRecord record =
                records.submitted(units.stream().map(KeyedWrite::attempt).toList());
        PgConnection live = connection().live();
        if (live == null) {
            return elsewhere(batch, units, record);
        }
        return connection()
                .bounded(commit.commit(live, units), COMMIT_MILLIS)
                .onSuccess(outcomes -> {
                    for (int i = 0; i < outcomes.size(); i++) {
                        announced.publish(
                                bus, units.get(i).rows(), outcomes.get(i).rows());
                    }
                    answer(batch, outcomes, record, node, false);
                })
                .<Void>mapEmpty()
                .recover(failure -> {
                    connection().lost(live, failure);
                    return elsewhere(batch, units, record);
                });
    }

    /** By another node, else into the journal. */
    private Future<Void> elsewhere(List<Waiting> batch, List<KeyedWrite> units, BatchRecord record) {
        Future<Void> handedOver = handover.possible()
                ? handover.keyed(units)
                        .onSuccess(done -> answer(batch, done.outcomes(), record, done.node(), false))
                        .mapEmpty()
                : Future.failedFuture(new IllegalStateException("nobody to ask"));
        return handedOver.recover(nobody -> journal.append(units, RequestEntries::entry)
                .onSuccess(before -> {
                    List<KeyedOutcome> outcomes = new ArrayList<>();
                    for (int i = 0; i < units.size(); i++) {
                        outcomes.add(RequestEntries.outcome(units.get(i), before.get(i)));
                    }
                    answer(batch, outcomes, record, node, true);
                })
                .onFailure(full -> {
                    records.rejected(record, String.valueOf(full.getMessage()));
                    batch.forEach(one -> one.answer.fail(full));
                })
                .transform(answered -> Future.succeededFuture()));
    }

    private void answer(
            List<Waiting> batch, List<KeyedOutcome> outcomes, BatchRecord record, String executed, boolean journalled) {
        Map<UUID, String> errors = new HashMap<>();
        Set<UUID> again = new HashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            UUID attempt = batch.get(i).unit.attempt().id();
            switch (outcomes.get(i).kind()) {
                case FIRST -> {}
                case DUPLICATE -> again.add(attempt);
                case CONFLICT -> {
                    again.add(attempt);
                    errors.put(attempt, "the key was used with another body");
                }
                case REFUSED -> errors.put(attempt, "PostgreSQL takes no event of it");
            }
        }
        records.completed(record, new Completion(executed, journalled, errors, again));
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer.complete(outcomes.get(i));
        }
    }
}
