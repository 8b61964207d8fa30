package dev.mesher.search;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.Database;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.StoredEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes new events soon after they were stored, and never takes more than a share of PostgreSQL's time. Any number of
 * nodes may run it.
 */
public final class IndexVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(IndexVerticle.class);
    private static final int BATCH = 500;

    /** Time left for commits. An event that takes longer is found later, as a late one. */
    private static final Duration COMMIT_TIME = Duration.ofSeconds(1);

    /** The connection counts as dead when a step takes longer than this. */
    private static final long STEP_SECONDS = 60;

    private static final long STOP_MILLIS = 2_000;
    private static final Duration LATE_EVERY = Duration.ofMinutes(1);
    private static final Duration LATE_HOURS = Duration.ofHours(2);
    private static final Duration LATE_DAYS_EVERY = Duration.ofHours(1);
    private static final Duration LATE_DAYS = Duration.ofDays(8);

    private final LocalBus bus;
    private final Database database;
    private final IndexPace pace = new IndexPace(System::nanoTime);
    private final Clock clock;
    private final Duration lookEvery;
    private final Consumer<List<OffsetDateTime>> indexed;
    private Future<?> running = Future.succeededFuture();
    private Instant lateHoursDone = Instant.EPOCH;
    private Instant lateDaysDone = Instant.EPOCH;
    private long timer;
    private boolean stopping;
    private final ReleaseStore releases;

    /** Whether the events that were stored before releases were noted have been read, as far as they will be. */
    private boolean formerNoted;

    /**
     * @param lookEvery pause between two checks while there is little to do
     * @param indexed takes the times at which the events of each batch were received, once search finds them
     */
    public IndexVerticle(
            LocalBus bus, Database database, Clock clock, Duration lookEvery, Consumer<List<OffsetDateTime>> indexed) {
        this.bus = bus;
        this.database = database;
        this.releases = new ReleaseStore(database.pool(), BATCH);
        this.clock = clock;
        this.lookEvery = lookEvery;
        this.indexed = indexed;
    }

    @Override
    public Future<?> start() {
        return bus.<List<StoredEvent>>subscribe(Addresses.EVENT_STORED, stored -> pace.stored(stored.size()))
                .completion()
                .onSuccess(listening ->
                        schedule(new IndexStore(vertx, database.pool(), BATCH, indexed), lookEvery.toMillis()));
    }

    /** Waits for the running batch, and starts no other. */
    @Override
    public Future<?> stop() {
        stopping = true;
        boolean unused = vertx.cancelTimer(timer);
        return running.timeout(STOP_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private void schedule(IndexStore digest, long delayMs) {
        if (!stopping) {
            timer = vertx.setTimer(Math.max(1, delayMs), tick -> {
                long start = System.nanoTime();
                running = step(digest)
                        .timeout(STEP_SECONDS, TimeUnit.SECONDS)
                        .otherwise(IndexVerticle::report)
                        .onSuccess(more -> {
                            long rest = pace.restMillis(System.nanoTime() - start);
                            schedule(digest, more ? rest : Math.max(rest, lookEvery.toMillis()));
                        });
            });
        }
    }

    /** Runs one batch. True when there is more to do at once. */
    private Future<Boolean> step(IndexStore digest) {
        Instant now = clock.instant();
        return digest.digest(now.minus(COMMIT_TIME))
                .compose(more -> more ? Future.succeededFuture(true) : late(digest, now));
    }

    /**
     * Looks for late events, but only when the index is up to date. Otherwise waiting events would be counted again
     * each time.
     */
    private Future<Boolean> late(IndexStore digest, Instant now) {
        if (!now.isBefore(lateDaysDone.plus(LATE_DAYS_EVERY))) {
            return digest.digestLate(now.minus(LATE_DAYS))
                    .compose(more -> more ? Future.succeededFuture(true) : digest.forget())
                    .compose(more -> more ? Future.succeededFuture(true) : releases.forget())
                    .onSuccess(more -> lateDaysDone = more ? lateDaysDone : now);
        }
        if (!now.isBefore(lateHoursDone.plus(LATE_EVERY))) {
            return digest.digestLate(now.minus(LATE_HOURS))
                    .onSuccess(more -> lateHoursDone = more ? lateHoursDone : now);
        }
        return formerNoted
                ? Future.succeededFuture(false)
                : releases.noteFormer().onSuccess(more -> formerNoted = !more);
    }

    private static boolean report(Throwable cause) {
        if (SqlFailure.unavailable(cause) || SqlFailure.retryable(cause)) {
            LOG.debug("indexing of events is delayed: {}", cause.toString());
        } else {
            LOG.error("indexing of events failed", cause);
        }
        return false;
    }
}
