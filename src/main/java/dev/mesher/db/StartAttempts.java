package dev.mesher.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of a node's start that need PostgreSQL, and repeats a step while PostgreSQL is unavailable. On a busy
 * machine a new connection may take longer than a pool waits for one. All steps of a start share one limit of time. Not
 * thread-safe: the steps run one after the other.
 */
final class StartAttempts {
    /** How long the steps are repeated, counted from the first failure. A whole start may take two minutes. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(StartAttempts.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private @Nullable Long firstFailure;

    StartAttempts(Vertx vertx, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the result of {@code work}. A failure that does not mean that PostgreSQL is unavailable is returned at once.
     *
     * @param step what the work is for, as a noun, for the log and for the failure
     */
    <T> Future<T> run(String step, Supplier<Future<T>> work) {
        return work.get().recover(failure -> {
            if (!SqlFailure.unavailable(failure)) {
                return Future.failedFuture(failure);
            }
            LOG.warn(
                    "[Mesher] the start waits for PostgreSQL, for at most {} s: {}: {}",
                    LIMIT.toSeconds(),
                    step,
                    SqlFailure.reason(failure));
            return again(step, work, failure).onSuccess(done -> LOG.info("[Mesher] PostgreSQL answers: {}", step));
        });
    }

    private <T> Future<T> again(String step, Supplier<Future<T>> work, Throwable failure) {
        long now = nanoTime.getAsLong();
        long first = firstFailure == null ? now : firstFailure;
        firstFailure = first;
        if (!SqlFailure.unavailable(failure)) {
            return Future.failedFuture(failure);
        }
        if (now - first >= LIMIT.toNanos()) {
            return Future.failedFuture(new TimeoutException("PostgreSQL (DATABASE_URL) was unavailable for "
                    + LIMIT.toSeconds() + " s: " + step + ": " + SqlFailure.reason(failure)));
        }
        return vertx.timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                .compose(due -> work.get())
                .recover(next -> again(step, work, next));
    }
}
