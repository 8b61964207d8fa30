package dev.mesher.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes as the real one does, and leaps ahead when a test says so. Any thread. */
public final class TestClock extends Clock {
    private final AtomicLong nanosAhead = new AtomicLong();

    public void leap(Duration by) {
        long unused = nanosAhead.addAndGet(by.toNanos());
    }

    /** The same as a monotonic reading. */
    public long nanoTime() {
        return System.nanoTime() + nanosAhead.get();
    }

    @Override
    public Instant instant() {
        return Instant.now().plusNanos(nanosAhead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("UTC alone");
    }
}
