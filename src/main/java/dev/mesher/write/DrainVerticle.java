package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what the journal holds into PostgreSQL, oldest first, as soon as it is back, and after a restart. A row that an
 * interrupted attempt stored already is found there and not counted again.
 */
public final class DrainVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DrainVerticle.class);
    private static final long CHECK_MILLIS = 500;
    private static final int BATCH_ROWS = 200;

    private final LocalBus bus;
    private final Database database;
    private final GroupCommit commit;
    private Future<Void> running = Future.succeededFuture();
    private boolean stopping;

    public DrainVerticle(LocalBus bus, Database database, Partitions partitions) {
        this.bus = bus;
        this.database = database;
        this.commit = new GroupCommit(partitions, (short) 32);
    }

    @Override
    public Future<?> start() {
        checkLater();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return running.otherwiseEmpty();
    }

    private void checkLater() {
        long unused = vertx.setTimer(CHECK_MILLIS, timer -> {
            if (!stopping) {
                running = oldest().compose(entries -> entries.isEmpty() ? Future.succeededFuture() : drain())
                        .onFailure(away -> LOG.debug("journal not drained yet", away))
                        .onComplete(done -> checkLater());
            }
        });
    }

    private Future<Void> drain() {
        return database.connect().compose(connection -> EventStore.prepare(connection)
                .compose(prepared -> drain(connection, 0))
                .eventually(() -> connection.close()));
    }

    private Future<Void> drain(PgConnection connection, long moved) {
        return oldest().compose(entries -> {
            if (entries.isEmpty() || stopping) {
                LOG.info("[Mesher] {} events moved from the journal to PostgreSQL", moved);
                return Future.succeededFuture();
            }
            List<EventRow> rows = entries.stream().map(JournalEntry::row).toList();
            long last = entries.get(entries.size() - 1).number();
            return commit.commit(connection, rows, true)
                    .compose(stored -> bus.request(Addresses.JOURNAL, new JournalRequest.Forget(last)))
                    .compose(forgotten -> drain(connection, moved + entries.size()));
        });
    }

    private Future<List<JournalEntry>> oldest() {
        return bus.request(Addresses.JOURNAL, new JournalRequest.Oldest(BATCH_ROWS));
    }
}
