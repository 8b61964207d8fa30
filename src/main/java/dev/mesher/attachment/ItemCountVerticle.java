package dev.mesher.attachment;

import dev.mesher.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@link ItemCounts} to PostgreSQL once a second and at the end, or to the journal while PostgreSQL is away. */
public final class ItemCountVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ItemCountVerticle.class);
    private static final long FLUSH_MILLIS = 1_000;
    private static final long STORE_MILLIS = 5_000;
    private static final long STOP_MILLIS = 2_000;

    private final Journal journal;
    private final SqlClient client;
    private final ItemCounts counts;
    private Future<Void> running = Future.succeededFuture();
    private boolean stopping;

    public ItemCountVerticle(Journal journal, SqlClient client, ItemCounts counts) {
        this.journal = journal;
        this.client = client;
        this.counts = counts;
    }

    @Override
    public Future<?> start() {
        flushLater();
        return Future.succeededFuture();
    }

    /** Stops after all parts that count have stopped, so the last counts are written. */
    @Override
    public Future<?> stop() {
        stopping = true;
        return running.compose(before -> flush(STOP_MILLIS))
                .onFailure(away -> LOG.warn("[Mesher] item counts are lost: {}", away.toString()))
                .otherwiseEmpty();
    }

    private void flushLater() {
        long unused = vertx.setTimer(FLUSH_MILLIS, timer -> {
            if (!stopping) {
                running = flush(STORE_MILLIS).otherwiseEmpty().onComplete(done -> flushLater());
            }
        });
    }

    /**
     * If a write fails with an unknown outcome, items may be counted twice. That is acceptable, since they are not
     * events.
     */
    private Future<Void> flush(long millis) {
        Map<ItemCounts.Key, Long> taken = counts.take();
        return taken.isEmpty()
                ? Future.succeededFuture()
                : ItemCountStore.add(client, taken)
                        .timeout(millis, TimeUnit.MILLISECONDS)
                        .recover(away -> journal.append(List.of(taken), ItemCountCodec::entry)
                                .mapEmpty())
                        .onFailure(nowhere -> {
                            LOG.debug("item counts not stored yet", nowhere);
                            counts.giveBack(taken);
                        });
    }
}
