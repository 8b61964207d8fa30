package dev.mesher.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a step again and again, one at a time. A step that throws counts as one whose future fails: the failure is
 * reported, and the next step follows. All calls must be made on the same Vert.x context.
 */
public final class Loop {
    private static final long IDLE = -1;
    private static final long AFTER_FAILURE_MILLIS = 1;

    private final Vertx vertx;
    private final Supplier<Future<Boolean>> step;
    private final Consumer<Throwable> failed;
    private final long breathMillis;
    private final long pauseMillis;
    private final Promise<Void> ended = Promise.promise();
    private long timer = IDLE;
    private boolean busy;
    private boolean woken;
    private boolean stopping;
    private boolean draining;

    /**
     * @param step completes with whether there is more to do
     * @param failed receives the failure of a step
     * @param breath pause between two steps while there is more to do; zero for none
     * @param pause pause before the first step, after a failed step, and while there is nothing to do; zero to wait for
     *     {@link #wake} instead
     */
    public Loop(
            Vertx vertx, Supplier<Future<Boolean>> step, Consumer<Throwable> failed, Duration breath, Duration pause) {
        this.vertx = vertx;
        this.step = step;
        this.failed = failed;
        this.breathMillis = breath.toMillis();
        this.pauseMillis = pause.isZero() ? IDLE : pause.toMillis();
    }

    /** Schedules the first step, after the pause. */
    public void start() {
        schedule(pauseMillis);
    }

    /** Runs a step now, or right after the running one. */
    public void wake() {
        if (busy) {
            woken = true;
        } else if (!stopping) {
            cancel();
            run();
        }
    }

    /**
     * Runs a step after the breath, so that it covers what comes until then; or right after the step that is running or
     * scheduled.
     */
    public void wakeSoon() {
        if (busy) {
            woken = true;
        } else if (timer == IDLE) {
            schedule(Math.max(1, breathMillis));
        }
    }

    /** Completes when a step finds nothing more to do. Later work still gets its step by {@link #wake}. */
    public Future<Void> drain() {
        draining = true;
        wake();
        return ended.future();
    }

    /** Starts no other step. Completes when the running step has ended. */
    public Future<Void> stop() {
        stopping = true;
        cancel();
        if (!busy) {
            boolean unused = ended.tryComplete();
        }
        return ended.future();
    }

    /** Steps that complete at once are run by this loop and not by recursion, so the stack does not grow. */
    private void run() {
        boolean next = true;
        while (next) {
            busy = true;
            woken = false;
            Future<Boolean> done =
                    Future.succeededFuture().compose(now -> step.get()).recover(this::report);
            if (!done.isComplete()) {
                done.onComplete(later -> {
                    if (followsNow(done)) {
                        run();
                    }
                });
                return;
            }
            next = followsNow(done);
        }
    }

    private Future<Boolean> report(Throwable failure) {
        failed.accept(failure);
        return Future.failedFuture(failure);
    }

    /** Whether the next step follows at once. Otherwise it follows by a timer, by {@link #wake}, or not at all. */
    private boolean followsNow(Future<Boolean> done) {
        busy = false;
        boolean nothingToDo = done.succeeded() && !Boolean.TRUE.equals(done.result()) && !woken;
        if (stopping || (draining && nothingToDo)) {
            boolean unused = ended.tryComplete();
            return false;
        }
        long delay = nothingToDo ? pauseMillis : done.failed() && !woken ? afterFailure() : breathMillis;
        if (delay == 0) {
            return true;
        }
        schedule(delay);
        return false;
    }

    private long afterFailure() {
        return pauseMillis == IDLE ? AFTER_FAILURE_MILLIS : pauseMillis;
    }

    private void schedule(long delay) {
        if (delay != IDLE && !stopping) {
            timer = vertx.setTimer(delay, due -> {
                timer = IDLE;
                run();
            });
        }
    }

    private void cancel() {
        if (timer != IDLE) {
            boolean unused = vertx.cancelTimer(timer);
            timer = IDLE;
        }
    }
}
