package dev.mesher.limit;

import dev.mesher.event.RateWindow;

/**
 * What a node may still let in of one project's window: the slices that it leased and has not spent. Pure: times come
 * from the caller, as nanoseconds of a monotonic clock. Thread-safe.
 */
final class WindowBudget {
    /** How long a spent window is believed before PostgreSQL is asked again: another node may have given back. */
    static final long RECHECK_NANOS = 1_000_000_000L;

    private final long limit;
    private final int windowSeconds;
    private long available;
    private long leasedHere;
    private long leftElsewhere;
    private long endsAt;
    private long askAgainAt;
    private boolean open;

    WindowBudget(long limit, int windowSeconds) {
        this.limit = limit;
        this.windowSeconds = windowSeconds;
    }

    /** Takes up to {@code count} of what is leased; 0 when the window is over or the slice is spent. */
    synchronized long take(long count, long now) {
        if (!running(now)) {
            return 0;
        }
        long taken = Math.min(count, available);
        available -= taken;
        return taken;
    }

    /**
     * Adds a lease.
     *
     * @param askedAt when the lease was asked for: the window ends that much earlier here rather than later
     */
    synchronized void add(LeaseStore.Lease lease, long askedAt) {
        long end = askedAt + lease.remainingNanos();
        if (!running(askedAt) || Math.abs(end - endsAt) > windowNanos() / 2) {
            available = 0;
            leasedHere = 0;
        }
        open = true;
        endsAt = end;
        available += lease.granted();
        leasedHere += lease.granted();
        leftElsewhere = Math.max(0, limit - lease.leased());
        askAgainAt = lease.granted() > 0 ? askedAt : askedAt + RECHECK_NANOS;
    }

    /** What stands in for a lease while PostgreSQL cannot give one: the limit counted by this node alone. */
    synchronized LeaseStore.Lease alone(long wanted, long now) {
        long before = running(now) ? leasedHere : 0;
        long granted = Math.min(wanted, limit - before);
        return new LeaseStore.Lease(granted, before + granted, running(now) ? endsAt - now : windowNanos());
    }

    /** Whether asking for a lease now is pointless, since the cluster had spent the window a moment ago. */
    synchronized boolean spent(long now) {
        return running(now) && available == 0 && askAgainAt - now > 0;
    }

    synchronized RateWindow window(long now) {
        boolean running = running(now);
        long nanos = running ? endsAt - now : windowNanos();
        long seconds = Math.max(1, (nanos + 999_999_999L) / 1_000_000_000L);
        return new RateWindow(limit, running ? available + leftElsewhere : limit, Math.min(seconds, windowSeconds));
    }

    private boolean running(long now) {
        return open && endsAt - now > 0;
    }

    private long windowNanos() {
        return windowSeconds * 1_000_000_000L;
    }
}
