package dev.mesher.db;

import io.vertx.pgclient.data.Interval;
import java.time.Duration;

/** How far Mesher's clock is ahead of PostgreSQL's: not at all, except in tests, which move it. */
@FunctionalInterface
public interface ClockAhead {
    ClockAhead NONE = () -> Duration.ZERO;

    Duration ahead();

    /** What a statement adds to {@code now()}. */
    default Interval interval() {
        return Interval.of(ahead());
    }
}
