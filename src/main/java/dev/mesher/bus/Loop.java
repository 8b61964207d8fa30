package dev.mesher.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a step again and again, one at a time. A step that throws has failed like one whose future fails: it is reported, and
 * another follows. For one context, which must be the current one in every call.
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
     * @param step comes to whether there is more to do
     * @param failed is told why a step failed
     * @param breath between two steps while there is more to do; zero for none
     * @param pause before the first step, after one that failed, and while there is nothing to do; zero to wait for {@link
     *     #wake} instead
     */
    public Loop(
            Vertx vertx, Supplier<Future<Boolean>> step, Consumer<Throwable> failed, Duration breath, Duration pause) {
        this.vertx = vertx;
        this.step = step;
        this.failed = failed;
        this.breathMillis = breath.toMillis();
        this.pauseMillis = pause.isZero() ? IDLE : pause.toMillis();
    }

    /** The first step follows after the pause. */
    public void start() {
        schedule(pauseMillis);
    }

    /** Runs a step now, or behind the one that runs. */
    public void wake() {
        if (busy) {
            woken = true;
        } else if (!stopping) {
            cancel();
            run();
        }
    }

    /** Runs a step after the breath, for what comes until then to be part of it, or behind the one that runs or is due. */
    public void wakeSoon() {
        if (busy) {
            woken = true;
        } else if (timer == IDLE) {
            schedule(Math.max(1, breathMillis));
        }
    }

    /** Ends when a step finds nothing more to do. What comes later still gets its step by {@link #wake}. */
    public Future<Void> drain() {
        draining = true;
        wake();
        return ended.future();
    }

    /** Begins no other step; ends with the one that runs. */
    public Future<Void> stop() {
        stopping = true;
        cancel();
        if (!busy) {
            boolean unused = ended.tryComplete();
        }
        return ended.future();
    }

    /** A step that is done at once is followed in this very loop, not by a call in a call. */
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

    /** Otherwise it follows by a timer, by {@link #wake}, or not at all. */
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
