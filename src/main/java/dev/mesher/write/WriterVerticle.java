package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.event.Receipt;
import dev.mesher.event.StoredEvent;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer: what arrives while a batch is being committed is the next batch. There is no other wait, so batches grow
 * with the load by themselves. While PostgreSQL is away, batches go to the journal.
 */
public final class WriterVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WriterVerticle.class);
    private static final long RECONNECT_MILLIS = 250;

    /** A PostgreSQL that says nothing for so long is away; the statement ends by itself a little earlier. */
    private static final long COMMIT_SECONDS = 10;

    private final int shard;
    private final LocalBus bus;
    private final Database database;
    private final GroupCommit commit;
    private final DistributionSummary batchSizes;
    private final WaitingRows waiting = new WaitingRows();
    private final Promise<Void> idle = Promise.promise();

    private @Nullable PgConnection connection;
    private boolean busy;
    private boolean flushing;
    private boolean stopping;

    public WriterVerticle(int shard, LocalBus bus, Database database, Partitions partitions, MeterRegistry meters) {
        this.shard = shard;
        this.bus = bus;
        this.database = database;
        this.commit = new GroupCommit(partitions, (short) (UUID.randomUUID().hashCode() & 31));
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
        return connect().compose(connected -> bus.<EventRow, Receipt>serveGathered(Addresses.write(shard), this::store)
                .completion());
    }

    /** Commits what waits first. */
    @Override
    public Future<?> stop() {
        stopping = true;
        flush();
        return idle.future().compose(drained -> {
            PgConnection last = connection;
            return last == null ? Future.succeededFuture() : last.close();
        });
    }

    private Future<Receipt> store(EventRow row) {
        Future<Receipt> receipt = waiting.add(row);
        if (!busy && !flushing) {
            // After the rows that came in the same message, so that they are one batch.
            flushing = true;
            context.runOnContext(next -> {
                flushing = false;
                flush();
            });
        }
        return receipt;
    }

    private void flush() {
        if (busy) {
            return;
        }
        List<WaitingRows.Waiting> batch = waiting.next();
        if (batch.isEmpty()) {
            if (stopping) {
                boolean unused = idle.tryComplete();
            }
            return;
        }
        busy = true;
        commit(batch).onComplete(done -> {
            busy = false;
            flush();
        });
    }

    private Future<Void> commit(List<WaitingRows.Waiting> batch) {
        PgConnection live = connection;
        if (live == null) {
            return journal(batch);
        }
        List<EventRow> rows = batch.stream().map(WaitingRows.Waiting::row).toList();
        batchSizes.record(rows.size());
        return commit.commit(live, rows, false)
                .timeout(COMMIT_SECONDS, TimeUnit.SECONDS)
                .compose(outcomes -> {
                    answer(batch, outcomes);
                    return Future.<Void>succeededFuture();
                })
                .recover(failure -> {
                    lost(live, failure);
                    return journal(batch);
                });
    }

    private void answer(List<WaitingRows.Waiting> batch, Map<UUID, Outcome> outcomes) {
        List<StoredEvent> stored = new ArrayList<>(batch.size());
        for (WaitingRows.Waiting waiting : batch) {
            UUID id = waiting.row().grouped().id();
            if (outcomes.get(id) instanceof Outcome.Settled settled) {
                UUID issueId = settled.receipt().issueId();
                if (settled.stored() && issueId != null) {
                    stored.add(new StoredEvent(
                            waiting.row().grouped(), issueId, settled.newIssue(), settled.regression()));
                }
                waiting.answer().complete(settled.receipt());
            } else if (outcomes.get(id) instanceof Outcome.Poison poison) {
                waiting.answer().fail(poison.refusal());
            } else {
                waiting.answer().fail(new IllegalStateException("no outcome for event " + id));
            }
        }
        if (!stored.isEmpty()) {
            bus.publish(Addresses.EVENT_STORED, List.copyOf(stored));
        }
    }

    private Future<Void> journal(List<WaitingRows.Waiting> batch) {
        List<EventRow> rows = batch.stream().map(WaitingRows.Waiting::row).toList();
        return bus.<List<UUID>>request(Addresses.JOURNAL, new JournalRequest.Append(rows))
                .onSuccess(ids -> {
                    for (int i = 0; i < ids.size(); i++) {
                        batch.get(i).answer().complete(new Receipt(Receipt.Status.ACCEPTED, ids.get(i), null));
                    }
                })
                .onFailure(full -> batch.forEach(waiting -> waiting.answer().fail(full)))
                .transform(answered -> Future.succeededFuture());
    }

    private Future<Void> connect() {
        return database.connect().compose(connected -> {
            PgConnection unused = connected.closeHandler(closed -> lost(connected, null));
            return EventStore.prepare(connected)
                    .onSuccess(prepared -> connection = connected)
                    .recover(failure -> connected.close().transform(closed -> Future.failedFuture(failure)));
        });
    }

    /** The connection, and with it the outcome of a batch that was under way, is gone; any later one starts afresh. */
    private void lost(PgConnection which, @Nullable Throwable failure) {
        if (connection != which) {
            return;
        }
        connection = null;
        if (stopping) {
            return;
        }
        LOG.warn(
                "[Mesher] writer {} lost PostgreSQL, events go to the journal: {}",
                shard,
                failure == null ? "connection closed" : failure.toString());
        LOG.debug("what the writer met", failure);
        which.close().onFailure(gone -> LOG.debug("connection was closed already", gone));
        reconnectLater();
    }

    private void reconnectLater() {
        long unused = vertx.setTimer(RECONNECT_MILLIS, timer -> {
            if (!stopping) {
                connect()
                        .onSuccess(back -> LOG.info("[Mesher] writer {} is back on PostgreSQL", shard))
                        .onFailure(away -> reconnectLater());
            }
        });
    }
}
