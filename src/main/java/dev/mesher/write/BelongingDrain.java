package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what came beside events from the journal into PostgreSQL: what belongs to them, which an interrupted attempt may
 * have stored already, and the counts of items.
 */
final class BelongingDrain {
    private static final Logger LOG = LoggerFactory.getLogger(BelongingDrain.class);
    private static final int BATCH = 100;
    private static final long BATCH_BYTES = 4L << 20;
    private static final long STORE_SECONDS = 30;

    private final LocalBus bus;
    private final BooleanSupplier stopping;

    BelongingDrain(LocalBus bus, BooleanSupplier stopping) {
        this.bus = bus;
        this.stopping = stopping;
    }

    /** Behind the events: what belongs to none is removed after a while. */
    Future<Void> drain(SqlClient client) {
        return drainBelongings(client).compose(done -> drainCounts(client));
    }

    private Future<Void> drainBelongings(SqlClient client) {
        return bus.<List<JournalledBelonging>>request(
                        Addresses.JOURNAL, new JournalRequest.OldestBelongings(BATCH, BATCH_BYTES))
                .compose(oldest -> {
                    if (oldest.isEmpty() || stopping.getAsBoolean()) {
                        return Future.succeededFuture();
                    }
                    long last = oldest.get(oldest.size() - 1).number();
                    return store(client, oldest)
                            .timeout(STORE_SECONDS, TimeUnit.SECONDS)
                            .compose(refused -> bus.<Void>request(
                                    Addresses.JOURNAL, new JournalRequest.ForgetBelongings(last, refused)))
                            .compose(forgotten -> drainBelongings(client));
                });
    }

    /** The numbers of what PostgreSQL refuses. */
    private static Future<List<Long>> store(SqlClient client, List<JournalledBelonging> oldest) {
        List<Long> refused = new ArrayList<>();
        Future<Void> all = Future.succeededFuture();
        for (JournalledBelonging each : oldest) {
            all = all.compose(before -> BelongingStore.store(client, each.belonging()))
                    .recover(failure -> afterFailure(each, failure, refused));
        }
        return all.map(refused);
    }

    private static Future<Void> afterFailure(JournalledBelonging each, Throwable failure, List<Long> refused) {
        Belonging belonging = each.belonging();
        if (SqlFailure.unknownReference(failure)) {
            LOG.info("[Mesher] project {} is gone, and with it what belongs to its events", belonging.project());
            return Future.succeededFuture();
        }
        if (SqlFailure.badData(failure)) {
            LOG.error(
                    "[Mesher] PostgreSQL refuses what belongs to event {}, it is set aside",
                    belonging.event(),
                    failure);
            refused.add(each.number());
            return Future.succeededFuture();
        }
        return Future.failedFuture(failure);
    }

    private Future<Void> drainCounts(SqlClient client) {
        return bus.<Map<ItemCounts.Key, Long>>request(Addresses.JOURNAL, new JournalRequest.Counts())
                .compose(counts -> counts.isEmpty()
                        ? Future.succeededFuture()
                        : ItemCountStore.add(client, counts)
                                .timeout(STORE_SECONDS, TimeUnit.SECONDS)
                                .compose(added ->
                                        bus.request(Addresses.JOURNAL, new JournalRequest.ForgetCounts(counts))));
    }
}
