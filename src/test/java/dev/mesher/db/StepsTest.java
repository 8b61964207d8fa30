package dev.mesher.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StepsTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration ENDLESS = Duration.ofDays(1);
    private static final long LATER_MILLIS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    @Test
    void aBreathWhileThereIsMoreAndAPauseOtherwise() {
        Steps unused = started(ENDLESS, step -> Future.succeededFuture(step == 3));

        begun(3);
    }

    @Test
    void aStepThatFailedIsFollowedByAnother() {
        Steps unused = started(
                ENDLESS,
                step -> step == 1
                        ? Future.failedFuture(new IllegalStateException("a fault"))
                        : Future.succeededFuture(true));

        begun(2);
    }

    @Test
    void stopWaitsForTheRunningStepAndBeginsNoOther() {
        Promise<Boolean> running = Promise.promise();
        Steps steps = started(SHORT, step -> running.future());
        begun(1);

        Future<?> stopped = onContext(steps::stop);
        assertThat(stopped.isComplete()).isFalse();
        running.complete(true);
        Await.await(stopped);

        begun(1);
    }

    private Steps started(Duration breath, IntFunction<Future<Boolean>> step) {
        Steps steps = new Steps("a test's work", breath, SHORT);
        return onContext(() -> {
            steps.start(vertx, () -> step.apply(begun.incrementAndGet()));
            return steps;
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
