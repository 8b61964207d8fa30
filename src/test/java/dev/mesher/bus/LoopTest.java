package dev.mesher.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoopTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration ENDLESS = Duration.ofDays(1);
    private static final long LATER_MILLIS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    @Test
    void stepsFollowAtOnceWhileThereIsMoreHoweverMany() {
        Loop loop = started(Duration.ZERO, ENDLESS, step -> Future.succeededFuture(step < 100_000));

        wake(loop);

        begun(100_000);
    }

    @Test
    void aPauseWhileThereIsNothingAndABreathOtherwise() {
        Loop unused = started(ENDLESS, SHORT, step -> Future.succeededFuture(step == 3));

        begun(3);
    }

    @Test
    void aStepThatFailsOrThrowsIsReportedAndFollowedByAnother() {
        Loop unused = started(ENDLESS, SHORT, step -> switch (step) {
            case 1 -> Future.failedFuture(new IllegalStateException("failed"));
            case 2 -> throw new IllegalStateException("thrown");
            case 3 -> vertx.timer(1).compose(later -> Future.failedFuture(new IllegalStateException("later")));
            default -> Future.succeededFuture(true);
        });

        begun(4);
        assertThat(failures).containsExactly("failed", "thrown", "later");
    }

    @Test
    void withoutAPauseItWaitsToBeWokenButNotAfterAFailure() {
        Loop loop = started(Duration.ZERO, Duration.ZERO, step -> {
            if (step == 2) {
                throw new IllegalStateException("thrown");
            }
            return Future.succeededFuture(false);
        });
        begun(0);

        wake(loop);
        begun(1);
        wake(loop);
        begun(3);
    }

    @Test
    void oneStepAtATimeAndAWakeDuringOneIsNotLost() {
        Promise<Boolean> first = Promise.promise();
        Loop loop = started(Duration.ZERO, ENDLESS, step -> step == 1 ? first.future() : Future.succeededFuture(false));
        wake(loop);
        wake(loop);
        wake(loop);
        begun(1);

        context.runOnContext(now -> first.complete(false));

        begun(2);
    }

    @Test
    void stopWaitsForTheRunningStepAndBeginsNoOther() {
        Promise<Boolean> running = Promise.promise();
        Loop loop = started(SHORT, SHORT, step -> running.future());
        begun(1);

        Future<Void> stopped = onContext(loop::stop);
        assertThat(stopped.isComplete()).isFalse();
        running.complete(true);
        Await.await(stopped);
        wake(loop);

        begun(1);
    }

    @Test
    void stopDuringAPauseEndsAtOnce() {
        Loop loop = started(ENDLESS, ENDLESS, step -> Future.succeededFuture(true));

        Await.await(onContext(loop::stop));

        begun(0);
    }

    @Test
    void drainEndsWhenNothingWaitsAndNotWithTheRunningStep() {
        Promise<Boolean> running = Promise.promise();
        Loop loop = started(Duration.ZERO, Duration.ZERO, step -> switch (step) {
            case 1 -> running.future();
            case 2 -> throw new IllegalStateException("thrown");
            default -> Future.succeededFuture(step < 5);
        });
        wake(loop);

        Future<Void> drained = onContext(loop::drain);
        assertThat(drained.isComplete()).isFalse();
        context.runOnContext(now -> running.complete(true));
        Await.await(drained);

        begun(5);
        assertThat(failures).containsExactly("thrown");
    }

    @Test
    void drainOfALoopThatIsIdleEndsAtOnceAndWhatComesLaterGetsItsStep() {
        Loop loop = started(Duration.ZERO, Duration.ZERO, step -> Future.succeededFuture(false));

        Await.await(onContext(loop::drain));
        begun(1);
        wake(loop);

        begun(2);
    }

    @Test
    void drainDuringAPauseDoesNotWaitForIt() {
        Loop loop = started(SHORT, ENDLESS, step -> Future.succeededFuture(step < 3));

        Await.await(onContext(loop::drain));

        begun(3);
    }

    @Test
    void wakenSoonManyTimesItRunsOnceAfterTheBreath() {
        Promise<Boolean> first = Promise.promise();
        Loop loop = started(SHORT, Duration.ZERO, step -> step == 1 ? first.future() : Future.succeededFuture(false));

        int before = onContext(() -> {
            loop.wakeSoon();
            loop.wakeSoon();
            return begun.get();
        });
        assertThat(before).isZero();
        begun(1);

        context.runOnContext(now -> {
            loop.wakeSoon();
            loop.wakeSoon();
            first.complete(false);
        });
        begun(2);
    }

    private Loop started(Duration breath, Duration pause, IntFunction<Future<Boolean>> step) {
        return onContext(() -> {
            Loop loop = new Loop(
                    vertx,
                    () -> step.apply(begun.incrementAndGet()),
                    failed -> failures.add(failed.getMessage()),
                    breath,
                    pause);
            loop.start();
            return loop;
        });
    }

    private void wake(Loop loop) {
        Loop unused = onContext(() -> {
            loop.wake();
            return loop;
        });
    }

    /** So many and no more, even after a time in which the next one would have begun. */
    private void begun(int steps) {
        Awaitility.await().until(() -> begun.get() >= steps);
        Await.await(onContext(() -> vertx.timer(LATER_MILLIS)));
        assertThat(begun).hasValue(steps);
    }

    private <T> T onContext(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> done.complete(work.get()));
        return Await.await(done.future());
    }
}
