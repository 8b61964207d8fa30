package dev.mesher.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on PostgreSQL that is done now and then, and step by step as long as there is more of it. For one context. */
public final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final String work;
    private final Duration breath;
    private final Duration pause;
    private Future<?> running = Future.succeededFuture();
    private boolean stopping;

    /**
     * @param work as the log calls it
     * @param breath between two steps, so that the work takes but a share of PostgreSQL
     * @param pause before the first step, and while there is nothing to do
     */
    public Steps(String work, Duration breath, Duration pause) {
        this.work = work;
        this.breath = breath;
        this.pause = pause;
    }

    /** A step's answer is whether there is more to do; one that fails is followed by another after the pause. */
    public void start(Vertx vertx, Supplier<Future<Boolean>> step) {
        schedule(vertx, step, pause);
    }

    /** Begins no other step; ends with the one that runs. */
    public Future<?> stop() {
        stopping = true;
        return running;
    }

    private void schedule(Vertx vertx, Supplier<Future<Boolean>> step, Duration delay) {
        long unused = vertx.setTimer(delay.toMillis(), tick -> {
            if (!stopping) {
                running = step.get()
                        .otherwise(this::report)
                        .onSuccess(more -> schedule(vertx, step, more ? breath : pause));
            }
        });
    }

    private boolean report(Throwable cause) {
        if (SqlFailure.unavailable(cause) || SqlFailure.retryable(cause)) {
            LOG.debug("{} waits: {}", work, cause.toString());
        } else {
            LOG.error("{} failed, trying again later", work, cause);
        }
        return false;
    }
}
