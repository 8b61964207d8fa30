package dev.mesher.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Lets something be said at once, then not again for a while, and then with how often it happened meanwhile. */
final class ThrottledLog {
    private final long pauseNanos;
    private final LongSupplier nanoClock;
    private final AtomicLong unsaid = new AtomicLong();
    private long nextAt;
    private boolean said;

    ThrottledLog(Duration pause, LongSupplier nanoClock) {
        this.pauseNanos = pause.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Gives {@code say} the number of times since it was called last, this one included. */
    void happened(LongConsumer say) {
        long count = unsaid.incrementAndGet();
        synchronized (this) {
            long now = nanoClock.getAsLong();
            if (said && nextAt - now > 0) {
                return;
            }
            said = true;
            nextAt = now + pauseNanos;
            unsaid.addAndGet(-count);
        }
        say.accept(count);
    }
}
