package dev.mesher.told.send;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Ends what takes too long. */
@FunctionalInterface
public interface TimeLimit {
    /**
     * Runs {@code late} once the time is over.
     *
     * @return calls it off
     */
    Runnable start(Duration time, Runnable late);

    /** By a timer of the current context. */
    static TimeLimit of(Vertx vertx) {
        return (time, late) -> {
            long timer = vertx.setTimer(time.toMillis(), over -> late.run());
            return () -> {
                boolean unused = vertx.cancelTimer(timer);
            };
        };
    }
}
