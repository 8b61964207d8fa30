package dev.mesher.testing;

import dev.mesher.db.ClockAhead;
import java.time.Duration;

/** A clock that tests move ahead of PostgreSQL's. For any thread. */
public final class MovedClock implements ClockAhead {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Duration ahead() {
        return ahead;
    }

    /** Sets how far it is ahead. */
    public void moveTo(Duration further) {
        ahead = further;
    }
}
