package dev.mesher.ops;

import dev.mesher.attachment.ExtraExpiryStore;
import dev.mesher.authority.Authority;
import dev.mesher.bus.Loop;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is past its retention, on the node that holds the authority. A partition that no project may keep is
 * dropped. Expired events in the other partitions are deleted in small batches with pauses between them.
 */
public final class RetentionVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionVerticle.class);
    private static final int BATCH = 1_000;
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final long STOP_MILLIS = 2_000;

    /** The connection counts as dead when a step takes longer than this. */
    private static final long STEP_SECONDS = 120;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** What is kept on a server without projects. */
    private static final int MIN_DAYS = 1;

    private final Authority authority;
    private final int batch;
    private final Duration pause;
    private @Nullable Loop loop;

    /**
     * @param pause between two checks while nothing is expired
     */
    public RetentionVerticle(Authority authority, Duration pause) {
        this(authority, pause, BATCH);
    }

    RetentionVerticle(Authority authority, Duration pause, int batch) {
        this.authority = authority;
        this.batch = batch;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(
                vertx,
                () -> step().timeout(STEP_SECONDS, TimeUnit.SECONDS),
                failed -> SqlFailure.report(LOG, "retention", failed),
                BREATH,
                pause);
        loop.start();
        return Future.succeededFuture();
    }

    /** Waits for the running batch, unless PostgreSQL does not answer. */
    @Override
    public Future<?> stop() {
        return loop == null
                ? Future.succeededFuture()
                : loop.stop().timeout(STOP_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    /** Runs one transaction of work. False when nothing was left to do, or this node does not hold the authority. */
    public Future<Boolean> step() {
        return authority
                .run(this::dropPartition)
                .recover(RetentionVerticle::locked)
                .compose(dropped -> dropped.orElse(false)
                        ? Future.succeededFuture(true)
                        : authority.run(this::cleanDay).map(cleaned -> cleaned.orElse(false)))
                .compose(more -> more
                        ? Future.succeededFuture(true)
                        : authority
                                .run(transaction -> ExtraExpiryStore.step(transaction, batch))
                                .map(full -> full.orElse(false)));
    }

    private Future<Boolean> dropPartition(SqlConnection transaction) {
        return RetentionStore.expiredPartition(transaction, MIN_DAYS)
                .compose(expired -> expired.map(name -> RetentionStore.drop(transaction, name)
                                .onSuccess(dropped ->
                                        LOG.info("[Mesher] dropped partition {}, which is past its retention", name))
                                .map(true))
                        .orElseGet(() -> Future.succeededFuture(false)));
    }

    /** The partition's lock is not available, because somebody reads the table for long. The next check tries again. */
    private static Future<Optional<Boolean>> locked(Throwable cause) {
        return LOCK_NOT_AVAILABLE.equals(SqlFailure.state(cause))
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(cause);
    }

    private Future<Boolean> cleanDay(SqlConnection transaction) {
        return RetentionStore.expiredDay(transaction)
                .compose(expired -> expired.map(day -> clean(transaction, day).map(true))
                        .orElseGet(() -> Future.succeededFuture(false)));
    }

    /** Deletes the next kind of row only when the batch before was not full. The day's counts are deleted last. */
    private Future<Void> clean(SqlConnection transaction, RetentionStore.ExpiredDay day) {
        return RetentionStore.deleteEvents(transaction, day, batch)
                .compose(events -> events > 0
                        ? Future.succeededFuture(events)
                        : RetentionStore.deleteIssueHours(transaction, day, batch))
                .compose(rows ->
                        rows > 0 ? Future.succeededFuture(rows) : RetentionStore.expireIssues(transaction, day, batch))
                .compose(rows -> rows > 0 ? Future.succeededFuture() : RetentionStore.forgetDay(transaction, day));
    }
}
