package dev.mesher.cli.load;

import io.vertx.core.Context;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls an event loop periodically, from a thread that sleeps in between. With a timer of its own, the event loop would
 * spin for the last half millisecond before each call, and use cores that the node under load needs.
 */
final class Ticker {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "load-ticker");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Runs {@code tick} periodically on {@code context}. An event loop that is late gets one call, not all those that
     * it missed.
     */
    void start(Context context, long periodMillis, Runnable tick) {
        AtomicBoolean called = new AtomicBoolean();
        Future<?> unused = clock.scheduleAtFixedRate(
                () -> {
                    if (called.compareAndSet(false, true)) {
                        context.runOnContext(go -> {
                            called.set(false);
                            tick.run();
                        });
                    }
                },
                periodMillis,
                periodMillis,
                TimeUnit.MILLISECONDS);
    }

    void stop() {
        clock.shutdownNow();
    }
}
