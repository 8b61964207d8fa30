package dev.mesher.limit;

import dev.mesher.event.RateWindow;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * How many events of one project's window a node may still admit: what it leased and has not used. It reads no clock:
 * times are given by the caller, in nanoseconds of a monotonic clock. Thread-safe.
 */
final class WindowBudget {
    /**
     * How long a spent window is trusted to be spent. Then PostgreSQL is asked again, since another node may have given
     * something back.
     */
    static final long RECHECK_NANOS = 1_000_000_000L;

    private final long limit;
    private final int windowSeconds;
    private long available;
    private long leasedHere;
    private long leftElsewhere;
    private long endsAt;
    private long askAgainAt;
    private boolean open;
    private Optional<OffsetDateTime> window = Optional.empty();
    private long secondBegan;
    private long spentThisSecond;
    private long spentLastSecond;

    WindowBudget(long limit, int windowSeconds) {
        this.limit = limit;
        this.windowSeconds = windowSeconds;
    }

    /** Takes up to {@code count} of what is leased. 0 when the window is over or nothing is left. */
    synchronized long take(long count, long now) {
        if (!running(now)) {
            return 0;
        }
        long taken = Math.min(count, available);
        available -= taken;
        count(taken, now);
        return taken;
    }

    /**
     * Adds a lease.
     *
     * @param askedAt when the lease was asked for. The window's end is computed from it, so here the window ends early
     *     rather than late
     */
    synchronized void add(LeaseStore.Lease lease, long askedAt) {
        long end = askedAt + lease.remainingNanos();
        if (!running(askedAt) || Math.abs(end - endsAt) > windowNanos() / 2) {
            available = 0;
            leasedHere = 0;
            window = lease.window();
        } else if (lease.window().isEmpty()) {
            window = Optional.empty();
        }
        open = true;
        endsAt = end;
        available += lease.granted();
        leasedHere += lease.granted();
        leftElsewhere = Math.max(0, limit - lease.leased());
        askAgainAt = lease.granted() > 0 ? askedAt : askedAt + RECHECK_NANOS;
    }

    /** What is given back of a lease, and the window to which it belongs. */
    record Unused(OffsetDateTime window, long count) {}

    /**
     * Takes what this node does not need out of the budget, because another node is short of events. The node keeps as
     * much as it uses in two seconds. Empty when there is nothing to give back, or when part of the window was not
     * leased from PostgreSQL.
     */
    synchronized Optional<Unused> giveBack(long now) {
        count(0, now);
        long unused = available - 2 * Math.max(spentThisSecond, spentLastSecond);
        return unused > 0 ? giveBack(unused, now) : Optional.empty();
    }

    /** Takes everything that is left out of the budget. */
    synchronized Optional<Unused> giveBackAll(long now) {
        return available > 0 ? giveBack(available, now) : Optional.empty();
    }

    private Optional<Unused> giveBack(long unused, long now) {
        if (!running(now) || window.isEmpty()) {
            return Optional.empty();
        }
        available -= unused;
        leasedHere -= unused;
        leftElsewhere += unused;
        return Optional.of(new Unused(window.get(), unused));
    }

    private void count(long taken, long now) {
        long seconds = (now - secondBegan) / RECHECK_NANOS;
        if (seconds != 0) {
            spentLastSecond = seconds == 1 ? spentThisSecond : 0;
            spentThisSecond = 0;
            secondBegan += seconds * RECHECK_NANOS;
        }
        spentThisSecond += taken;
    }

    /** A substitute for a lease while PostgreSQL is away: the limit counted by this node alone. */
    synchronized LeaseStore.Lease alone(long wanted, long now) {
        long before = running(now) ? leasedHere : 0;
        long granted = Math.min(wanted, limit - before);
        return new LeaseStore.Lease(
                granted, before + granted, running(now) ? endsAt - now : windowNanos(), Optional.empty());
    }

    /** Whether asking for a lease now is pointless, because the window was recently found spent. */
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
