package dev.mesher.ops;

import dev.mesher.authority.Authority;
import dev.mesher.bus.Loop;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up the counts of hours that are over, on the node that holds the authority. Works in small transactions with
 * pauses between them. When it is killed, the next node goes on.
 */
public final class ClosedHourVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ClosedHourVerticle.class);
    private static final int BATCH = 1_000;
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final long STOP_MILLIS = 2_000;

    /** The connection counts as dead when a step takes longer than this. */
    private static final long STEP_SECONDS = 60;

    private final Authority authority;
    private final int batch;
    private final Duration pause;
    private @Nullable Loop loop;

    /**
     * @param pause between two checks while every closed hour is added up
     */
    public ClosedHourVerticle(Authority authority, Duration pause) {
        this(authority, pause, BATCH);
    }

    /**
     * @param batch most rows that one transaction takes
     */
    ClosedHourVerticle(Authority authority, Duration pause, int batch) {
        this.authority = authority;
        this.batch = batch;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(
                vertx,
                () -> step().timeout(STEP_SECONDS, TimeUnit.SECONDS),
                failed -> SqlFailure.report(LOG, "adding up the counts of closed hours", failed),
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

    /** Runs one transaction. False when it left no full batch, or this node does not hold the authority. */
    Future<Boolean> step() {
        return authority
                .run(transaction -> ClosedHourStore.fold(transaction, batch))
                .map(taken -> taken.orElse(0) == batch);
    }
}
