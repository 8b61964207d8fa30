package dev.mesher.write;

import dev.mesher.bus.LocalBus;
import dev.mesher.bus.Loop;
import dev.mesher.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer. Whatever arrives while a batch is being committed becomes the next batch, which begins in its
 * {@linkplain WriterTurns turn}. There is no other delay, so batches grow with the load.
 */
final class WriterVerticle<T, R> extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WriterVerticle.class);

    private final LocalBus bus;
    private final String address;
    private final Database database;
    private final WriterTurns turns;
    private final WriteQueue<T, R> queue;
    private final BatchWriter<T, R> writer;

    private @Nullable Loop batches;
    private @Nullable WriterConnection opened;
    private WriterTurns.@Nullable Turn joined;
    private boolean flushing;

    /**
     * Creates the writer.
     *
     * @param address bus address where it receives {@linkplain dev.mesher.bus.Gathered gathered} writes
     */
    WriterVerticle(
            LocalBus bus,
            String address,
            Database database,
            WriterTurns turns,
            WriteQueue<T, R> queue,
            BatchWriter<T, R> writer) {
        this.bus = bus;
        this.address = address;
        this.database = database;
        this.turns = turns;
        this.queue = queue;
        this.writer = writer;
    }

    @Override
    public Future<?> start() {
        WriterConnection own = new WriterConnection(vertx, database, address);
        opened = own;
        batches = new Loop(
                vertx,
                this::writeNext,
                failed -> LOG.error("{} could not commit a batch", address, failed),
                Duration.ZERO,
                Duration.ZERO);
        joined = turns.join(context, batches::wake);
        return database.atStart("the connection of " + address, own::open)
                .compose(connected ->
                        bus.<T, R>serveGathered(address, this::store).completion());
    }

    /** Commits the waiting writes before it stops. */
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

    private Future<R> store(T one) {
        Future<R> outcome = queue.add(one);
        if (!flushing) {
            // Runs after the other writes of the same message were added, so that they form one batch.
            flushing = true;
            context.runOnContext(next -> {
                flushing = false;
                batches().wake();
            });
        }
        return outcome;
    }

    /** Writes the next batch. False when there was none. */
    private Future<Boolean> writeNext() {
        if (queue.size() == 0 || !turn().mayBegin(queue.size())) {
            return Future.succeededFuture(false);
        }
        WriteQueue.Batch<T, R> batch = queue.next();
        turn().begin(batch.size());
        return Future.succeededFuture(batch)
                .compose(next -> writer.write(connection(), next))
                // Runs after the next batch was sent, so that PostgreSQL does not wait while clients are answered.
                .onSuccess(answers -> context.runOnContext(next -> answers.run()))
                .onFailure(batch::fail)
                .onComplete(done -> turn().end())
                .map(true);
    }
}
