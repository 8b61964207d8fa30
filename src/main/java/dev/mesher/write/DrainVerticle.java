package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
    private static final long BATCH_BYTES = 4L << 20;
    private static final long COMMIT_SECONDS = 30;

    private final LocalBus bus;
    private final LongSupplier journalBytes;
    private final Database database;
    private final GroupCommit commit;
    private final KeyedCommit keyed;
    private final BelongingDrain belongings;
    private Future<Void> running = Future.succeededFuture();
    private boolean stopping;

    /** Takes what waits in the journal, in bytes; read on this verticle's context. */
    public DrainVerticle(
            LocalBus bus, Database database, Partitions partitions, LongSupplier journalBytes, String node) {
        this.bus = bus;
        this.journalBytes = journalBytes;
        this.database = database;
        this.commit = new GroupCommit(partitions, (short) 32);
        this.keyed = new KeyedCommit(commit, node);
        this.belongings = new BelongingDrain(bus, () -> stopping);
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
                running = (journalBytes.getAsLong() == 0 ? Future.<Void>succeededFuture() : drain())
                        .onFailure(DrainVerticle::report)
                        .onComplete(done -> checkLater());
            }
        });
    }

    private Future<Void> drain() {
        return database.connect().compose(connection -> EventStore.prepare(connection)
                .compose(prepared -> drain(connection, 0))
                .compose(moved -> drainKeyed(connection))
                .compose(moved -> belongings.drain(connection))
                .eventually(() -> connection.close()));
    }

    private Future<Void> drain(PgConnection connection, long moved) {
        return oldest().compose(entries -> {
            if (entries.isEmpty() || stopping) {
                if (moved > 0) {
                    LOG.info("[Mesher] {} events moved from the journal to PostgreSQL", moved);
                }
                return Future.succeededFuture();
            }
            List<EventRow> rows = entries.stream().map(JournalEntry::row).toList();
            long last = entries.get(entries.size() - 1).number();
            return commit.commit(connection, rows, true)
                    .timeout(COMMIT_SECONDS, TimeUnit.SECONDS)
                    .compose(outcomes -> forget(last, outcomes))
                    .compose(forgotten -> drain(connection, moved + entries.size()));
        });
    }

    /** One by one: there are few, and each is as large as a batch. */
    private Future<Void> drainKeyed(PgConnection connection) {
        return bus.<List<JournalledRequest>>request(Addresses.JOURNAL, new JournalRequest.OldestKeyed())
                .compose(oldest -> {
                    if (oldest.isEmpty() || stopping) {
                        return Future.succeededFuture();
                    }
                    KeyedWrite unit = oldest.get(0).unit();
                    return store(connection, unit)
                            .timeout(COMMIT_SECONDS, TimeUnit.SECONDS)
                            .compose(refused -> bus.<Void>request(
                                    Addresses.JOURNAL,
                                    new JournalRequest.ForgetKeyed(oldest.get(0).number(), refused)))
                            .compose(forgotten -> drainKeyed(connection));
                });
    }

    /**
     * Whether PostgreSQL refuses events of it. Another node may have answered another request under the same key meanwhile;
     * both were acknowledged, so the events of both are kept.
     */
    private Future<Boolean> store(PgConnection connection, KeyedWrite unit) {
        return keyed.commit(connection, List.of(unit)).compose(outcomes -> {
            KeyedOutcome outcome = outcomes.get(0);
            if (outcome.kind() == KeyedOutcome.Kind.CONFLICT && !unit.rows().isEmpty()) {
                LOG.warn("[Mesher] the key {} was used for two requests while PostgreSQL was away", unit.attempt());
                return commit.commit(connection, unit.rows(), true)
                        .map(rows -> rows.values().stream().anyMatch(Outcome.Poison.class::isInstance));
            }
            long refused =
                    outcome.results().stream().filter(Refusal.class::isInstance).count();
            long before =
                    unit.slots().stream().filter(Refusal.class::isInstance).count();
            return Future.succeededFuture(outcome.kind() != KeyedOutcome.Kind.DUPLICATE && refused > before);
        });
    }

    private Future<Void> forget(long last, Map<UUID, Outcome> outcomes) {
        List<UUID> refused = outcomes.entrySet().stream()
                .filter(outcome -> outcome.getValue() instanceof Outcome.Poison)
                .map(Map.Entry::getKey)
                .toList();
        if (!refused.isEmpty()) {
            LOG.error("[Mesher] PostgreSQL refuses events of the journal, they are set aside there: {}", refused);
        }
        return bus.request(Addresses.JOURNAL, new JournalRequest.Forget(last, refused));
    }

    private static void report(Throwable cause) {
        if (SqlFailure.unavailable(cause)) {
            LOG.debug("journal not drained yet", cause);
        } else {
            LOG.warn("[Mesher] journal not drained yet: {}", cause.toString());
        }
    }

    private Future<List<JournalEntry>> oldest() {
        return bus.request(Addresses.JOURNAL, new JournalRequest.Oldest(BATCH_ROWS, BATCH_BYTES));
    }
}
