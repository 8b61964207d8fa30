package dev.mesher.cli.load;

import io.vertx.core.Context;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls an event loop again and again, from a thread that sleeps in between. A timer of the event loop's own would have it
 * spin through the last half millisecond before each call, on the cores that the node under load needs.
 */
final class Ticker {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "load-ticker");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs {@code tick} on {@code context}; a loop that is late gets one call, not those that it missed. */
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
