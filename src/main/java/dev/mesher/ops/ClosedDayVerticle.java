package dev.mesher.ops;

import dev.mesher.authority.Authority;
import dev.mesher.bus.Loop;
import dev.mesher.db.Database;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the index of clients' event ids for each day that is over, on the node that holds the authority: the newest
 * day first, one day at a time. A build continues when the authority is lost meanwhile; a second one cannot begin
 * beside it.
 */
public final class ClosedDayVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ClosedDayVerticle.class);
    private static final Duration BREATH = Duration.ofSeconds(1);
    private static final long LATE_MILLIS = Duration.ofHours(1).toMillis();
    private static final long STOP_MILLIS = 2_000;

    /** The connection counts as dead when it says nothing for this long. */
    private static final long BUILD_HOURS = 12;

    private final Database database;
    private final Authority authority;
    private final Duration pause;
    private @Nullable Loop loop;
    private @Nullable PgConnection building;
    private boolean stopping;

    /**
     * @param pause between two checks while every day has its index
     */
    public ClosedDayVerticle(Database database, Authority authority, Duration pause) {
        this.database = database;
        this.authority = authority;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(
                vertx, this::step, failed -> SqlFailure.report(LOG, "index of a closed day", failed), BREATH, pause);
        loop.start();
        long unused = vertx.setPeriodic(LATE_MILLIS, tick -> warnOfLateDays());
        return Future.succeededFuture();
    }

    /** Ends the running build. The unfinished index that it leaves is replaced by the next build. */
    @Override
    public Future<?> stop() {
        stopping = true;
        Future<?> cancelled = building == null ? Future.succeededFuture() : building.cancelRequest();
        return cancelled
                .transform(asked -> loop == null ? Future.succeededFuture() : loop.stop())
                .timeout(STOP_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    /** Builds one index. False when there is none to build, or this node does not hold the authority. */
    Future<Boolean> step() {
        return authority
                .run(ClosedDayStore::next)
                .map(held -> held.flatMap(due -> due))
                .compose(due -> due.isEmpty() ? Future.succeededFuture(false) : onOwnConnection());
    }

    /** Closing the connection releases the lock. */
    private Future<Boolean> onOwnConnection() {
        return database.connect().compose(connection -> {
            building = connection;
            return ClosedDayStore.lock(connection)
                    .compose(alone -> alone ? buildNext(connection) : Future.succeededFuture(false))
                    .timeout(BUILD_HOURS, TimeUnit.HOURS)
                    .eventually(() -> {
                        building = null;
                        return connection.close();
                    });
        });
    }

    /** Asks again which day is due, since the former holder of the lock may have built it. */
    private Future<Boolean> buildNext(PgConnection connection) {
        return ClosedDayStore.next(connection).compose(due -> due.map(partition -> build(connection, partition))
                .orElseGet(() -> Future.succeededFuture(false)));
    }

    private Future<Boolean> build(PgConnection connection, String partition) {
        long began = System.nanoTime();
        return ClosedDayStore.dropHalfBuilt(connection, partition)
                .compose(clear -> stopping
                        ? Future.succeededFuture(false)
                        : ClosedDayStore.build(connection, partition)
                                .onSuccess(built -> LOG.info(
                                        "[Mesher] {} is over: its index of clients' event ids was built in {} ms",
                                        partition,
                                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)))
                                .onFailure(failed -> LOG.warn(
                                        "the index of clients' event ids of {} was not built: {}",
                                        partition,
                                        failed.toString()))
                                .map(true));
    }

    private void warnOfLateDays() {
        if (!authority.standing().held()) {
            return;
        }
        Future<Optional<ClosedDayStore.Late>> unused = authority
                .run(ClosedDayStore::late)
                .onSuccess(answer -> answer.filter(late -> late.days() > 0)
                        .ifPresent(late -> LOG.error(
                                "{} closed days have had no index of clients' event ids for two days or more, {} is the"
                                        + " oldest: their events may not be found by client event id, and table event_ids grows",
                                late.days(),
                                late.oldest())))
                .onFailure(away -> LOG.debug("cannot check for late days", away));
    }
}
