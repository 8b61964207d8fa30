package dev.mesher.journal;

import dev.mesher.bus.Loop;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves entries from the journal to PostgreSQL as soon as that is available again, also after a restart. It takes a few
 * hundred of the oldest entries at a time and stores them kind by kind. Entries that PostgreSQL refuses stay in the
 * journal and do not delay the others.
 */
public final class DrainVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DrainVerticle.class);
    private static final Duration CHECK = Duration.ofMillis(500);
    private static final int BATCH_ENTRIES = 200;
    private static final long BATCH_BYTES = 4L << 20;

    private final Journal journal;
    private final EntryStore store;
    private @Nullable Loop loop;
    private @Nullable PgConnection connection;
    private long moved;
    private boolean stopping;

    public DrainVerticle(Journal journal, EntryStore store) {
        this.journal = journal;
        this.store = store;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(vertx, this::step, DrainVerticle::report, Duration.ZERO, CHECK);
        loop.start();
        return Future.succeededFuture();
    }

    /** Stops after the entries that are being stored. */
    @Override
    public Future<?> stop() {
        stopping = true;
        return loop == null ? Future.succeededFuture() : loop.stop().compose(ended -> disconnect());
    }

    /** Stores the oldest entries. True when there may be more. */
    private Future<Boolean> step() {
        if (journal.level().waiting() == 0) {
            return Future.succeededFuture(false);
        }
        return connected()
                .compose(live -> journal.oldest(BATCH_ENTRIES, BATCH_BYTES).compose(oldest -> store(live, oldest)))
                .transform(done -> {
                    if (done.failed()) {
                        return disconnect().compose(closed -> Future.failedFuture(done.cause()));
                    }
                    return done.result()
                            ? Future.succeededFuture(true)
                            : disconnect().map(false);
                });
    }

    private Future<Boolean> store(PgConnection live, List<WaitingEntry> oldest) {
        Map<String, List<WaitingEntry>> kinds = new LinkedHashMap<>();
        oldest.forEach(entry ->
                kinds.computeIfAbsent(entry.kind(), kind -> new ArrayList<>()).add(entry));
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<String, List<WaitingEntry>> each : kinds.entrySet()) {
            all = all.compose(
                    before -> stopping ? Future.succeededFuture() : store(live, each.getKey(), each.getValue()));
        }
        return all.map(done -> journal.level().waiting() > 0);
    }

    private Future<Void> store(PgConnection live, String kind, List<WaitingEntry> entries) {
        return store.store(live, kind, entries).compose(refused -> {
            if (!refused.isEmpty()) {
                LOG.error(
                        "[Mesher] PostgreSQL refuses {} entries of the journal. They are kept in it (mesher journal show)."
                                + " The first is {} ({}): {}",
                        refused.size(),
                        refused.get(0).number(),
                        refused.get(0).kind(),
                        refused.get(0).reason());
            }
            moved += entries.size() - refused.size();
            return journal.settle(entries.stream().map(WaitingEntry::number).toList(), refused)
                    .mapEmpty();
        });
    }

    private Future<PgConnection> connected() {
        PgConnection live = connection;
        return live != null
                ? Future.succeededFuture(live)
                : store.connect().onSuccess(connected -> connection = connected);
    }

    private Future<Void> disconnect() {
        PgConnection live = connection;
        connection = null;
        if (moved > 0) {
            LOG.info("[Mesher] {} entries moved from the journal to PostgreSQL", moved);
            moved = 0;
        }
        return live == null ? Future.succeededFuture() : live.close().otherwiseEmpty();
    }

    private static void report(Throwable cause) {
        if (SqlFailure.unavailable(cause)) {
            LOG.debug("the journal cannot be drained yet", cause);
        } else {
            LOG.warn("[Mesher] the journal cannot be drained yet: {}", cause.toString());
        }
    }
}
