package dev.mesher.http;

import dev.mesher.event.Refusal;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The request bytes that the node holds at once, over all its connections, shared out by who sends them. Past a share: 503.
 *
 * <p>The projects have the budget together. One project has at most half of it, or one largest request where that is more,
 * and never the last sixteenth. Strangers, callers of the management API, and requests that wait for room have a sixteenth of
 * the budget each, beside it: whatever one of them holds, the others find their room.
 *
 * <p>Past three quarters of the strangers' share, the oldest of them whose bodies are still to come give way to newer ones: a
 * crowd that is silent keeps nobody out who is quick.
 */
public final class InFlight {
    private static final int SMALL = 16;

    /** A small share has room for some requests even where the budget is tiny. */
    private static final long LEAST_SMALL_BYTES = 256 * 1024;

    private final Share projects;
    private final Share strangers;
    private final Share callers;
    private final Share waiting;
    private final long projectLimit;
    private final Map<UUID, Share> shares = new ConcurrentHashMap<>();
    private final Map<UUID, Share> waitingShares = new ConcurrentHashMap<>();

    /**
     * @param budget of all projects together, in bytes
     * @param largestRequest what one request may hold, in bytes
     */
    public InFlight(long budget, long largestRequest) {
        long small = Math.max(budget / SMALL, LEAST_SMALL_BYTES);
        this.projects = new Share(null, budget, false);
        this.strangers = new Share(null, small, true);
        this.callers = new Share(null, small, false);
        this.waiting = new Share(null, small, false);
        this.projectLimit = Math.min(Math.max(budget / 2, largestRequest), budget - budget / SMALL);
    }

    /** Bytes held now. */
    public long held() {
        return projects.held() + strangers.held() + callers.held() + waiting.held();
    }

    /** Of whoever has not shown a key or signed in. */
    public Share strangers() {
        return strangers;
    }

    /** Of the management API's callers, once they are known. */
    public Share callers() {
        return callers;
    }

    /** Of whoever sends with a key of this project. */
    public Share project(UUID id) {
        return shares.computeIfAbsent(id, first -> new Share(projects, projectLimit, false));
    }

    /** For what a project's requests hold unread while they wait for room; half of them may be of one project. */
    Share waiting(UUID project) {
        return waitingShares.computeIfAbsent(project, first -> new Share(waiting, waiting.limit / 2, false));
    }

    /** What some requests may hold together. For any thread. */
    public static final class Share {
        private final @Nullable Share whole;
        private final long limit;
        private final boolean givesWay;
        private final AtomicLong held = new AtomicLong();
        private final AtomicLong tickets = new AtomicLong();

        /** Bytes held by those that were asked to give way and have not yet. */
        private final AtomicLong leaving = new AtomicLong();

        /** Whose bodies are still to come, and that hold something; the oldest first. */
        private final ConcurrentSkipListMap<Long, Lease> unfinished = new ConcurrentSkipListMap<>();

        private Share(@Nullable Share whole, long limit, boolean givesWay) {
            this.whole = whole;
            this.limit = limit;
            this.givesWay = givesWay;
        }

        /** Bytes held now. */
        public long held() {
            return held.get();
        }

        /** Most bytes. */
        public long limit() {
            return limit;
        }

        /** Whether that many bytes would find room now. */
        public boolean hasRoom(long bytes) {
            return held.get() + bytes <= limit && (whole == null || whole.hasRoom(bytes));
        }

        /**
         * Refuses a body that would not fit, before any of it is read.
         *
         * @param announced its length as the client gives it; 0 when it gives none
         * @throws Refusal 503
         */
        public void checkDoor(long announced) {
            if (!hasRoom(announced)) {
                throw Refusal.noRoom();
            }
        }

        /** A part of this share, empty at first. */
        public Lease lease() {
            return new Lease(this);
        }

        /** Asks the oldest to give up what they hold, as many as it takes for the share to have a quarter left. */
        private void makeWay(long wanted) {
            while (held.get() - leaving.get() + wanted > limit / 4 * 3) {
                Map.Entry<Long, Lease> oldest = unfinished.pollFirstEntry();
                if (oldest == null) {
                    return;
                }
                Lease lease = oldest.getValue();
                long bytes = lease.bytes();
                long unused = leaving.addAndGet(bytes);
                lease.giveWay.accept(() -> {
                    long unusedToo = leaving.addAndGet(-bytes);
                });
            }
        }

        private boolean take(long bytes) {
            if (held.addAndGet(bytes) <= limit && (whole == null || whole.take(bytes))) {
                return true;
            }
            long unused = held.addAndGet(-bytes);
            return false;
        }

        private void give(long bytes) {
            long unused = held.addAndGet(-bytes);
            if (whole != null) {
                whole.give(bytes);
            }
        }
    }

    /** What one request holds. For one thread at a time. */
    public static final class Lease {
        private final AtomicLong bytes = new AtomicLong();
        private Share share;
        private Consumer<Runnable> giveWay = Runnable::run;
        private long ticket = -1;

        private Lease(Share share) {
            this.share = share;
        }

        /**
         * Holds {@code more} bytes too.
         *
         * @throws Refusal 503 when the share is spent; what was held before stays held
         */
        public void add(long more) {
            share.makeWay(more);
            if (!share.take(more)) {
                throw Refusal.noRoom();
            }
            long unused = bytes.addAndGet(more);
        }

        /**
         * From now on until {@link #finished} it may be asked to give way, if its share is such a one.
         *
         * @param ask called once at most, on any thread; must not block, and has to run what it is given when the bytes are given
         *     back
         */
        void unfinished(Consumer<Runnable> ask) {
            if (share.givesWay && ticket < 0) {
                giveWay = ask;
                ticket = share.tickets.getAndIncrement();
                Lease unused = share.unfinished.put(ticket, this);
            }
        }

        /** It gives way no more; harmless when it never would. */
        void finished() {
            Lease unused = share.unfinished.remove(ticket);
            ticket = -1;
        }

        /** Bytes held now. */
        public long bytes() {
            return bytes.get();
        }

        /** Holds that many bytes from now on; false, and all as it was, when there is no room for them. */
        boolean tryResize(long total) {
            long before = bytes.get();
            if (total > before && !share.take(total - before)) {
                return false;
            }
            share.give(Math.max(0, before - total));
            bytes.set(total);
            return true;
        }

        /** Holds what it holds in another share from now on; false, and all as it was, when there is no room in that. */
        public boolean tryMoveTo(Share other) {
            if (!other.take(bytes())) {
                return false;
            }
            share.give(bytes());
            share = other;
            return true;
        }

        /** Gives all of it back; harmless when that was done before. */
        public void release() {
            share.give(bytes.getAndSet(0));
        }
    }
}
