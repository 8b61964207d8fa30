package dev.mesher.http;

import dev.mesher.event.Refusal;
import java.util.concurrent.atomic.AtomicLong;

/** The request bytes that the node holds at once, over all its connections. Past the budget: 503, at once. */
public final class InFlight {
    private final long budget;
    private final AtomicLong held = new AtomicLong();

    /** Takes the budget in bytes. */
    public InFlight(long budget) {
        this.budget = budget;
    }

    /** Bytes held now. */
    public long held() {
        return held.get();
    }

    /**
     * Refuses a body that would not fit, before any of it is read.
     *
     * @param announced its length as the client gives it; 0 when it gives none
     */
    public void checkDoor(long announced) {
        if (held.get() + announced > budget) {
            throw full();
        }
    }

    /** A share of the budget, empty at first. */
    public Lease lease() {
        return new Lease();
    }

    private static Refusal full() {
        return Refusal.unavailable("too many request bytes in flight");
    }

    /** What one request holds. For one thread at a time. */
    public final class Lease {
        private long bytes;

        private Lease() {}

        /**
         * Holds {@code more} bytes too.
         *
         * @throws Refusal 503 when the budget is spent; what was held before stays held
         */
        public void add(long more) {
            if (held.addAndGet(more) > budget) {
                long unused = held.addAndGet(-more);
                throw full();
            }
            bytes += more;
        }

        /** Gives all of it back; harmless when that was done before. */
        public void release() {
            long unused = held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
