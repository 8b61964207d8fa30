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
 * Limits the bytes of request bodies that a node holds in memory, over all its connections. Each kind of client has a
 * {@link Share}. A request beyond its share gets a 503.
 *
 * <p>All projects use one budget. One project has at most half of it, or the size of one largest request if that is
 * more, and never the last sixteenth. Three groups have a sixteenth of the budget each, in addition to it: clients
 * without a known key, callers of the management API, and requests that wait for room. So no group can take the room of
 * another.
 *
 * <p>When clients without a known key use more than three quarters of their share, the oldest of their unfinished
 * bodies are refused to make room for newer ones. So many slow clients cannot keep out a fast one.
 */
public final class InFlight {
    private static final int SMALL = 16;

    /** The least size of a small share, so that it has room for some requests even if the budget is tiny. */
    private static final long LEAST_SMALL_BYTES = 256 * 1024;

    private final Share projects;
    private final Share strangers;
    private final Share callers;
    private final Share waiting;
    private final long projectLimit;
    private final Map<UUID, Share> shares = new ConcurrentHashMap<>();
    private final Map<UUID, Share> waitingShares = new ConcurrentHashMap<>();

    /**
     * Creates the shares.
     *
     * @param budget limit for all projects together, in bytes
     * @param largestRequest most bytes that one request may hold
     */
    public InFlight(long budget, long largestRequest) {
        long small = Math.max(budget / SMALL, LEAST_SMALL_BYTES);
        this.projects = new Share(null, budget, false);
        this.strangers = new Share(null, small, true);
        this.callers = new Share(null, small, false);
        this.waiting = new Share(null, small, false);
        this.projectLimit = Math.min(Math.max(budget / 2, largestRequest), budget - budget / SMALL);
    }

    /** Bytes held now, over all shares. */
    public long held() {
        return projects.held() + strangers.held() + callers.held() + waiting.held();
    }

    /** The share of clients that have not sent a valid key or signed in. */
    public Share strangers() {
        return strangers;
    }

    /** The share of authenticated callers of the management API. */
    public Share callers() {
        return callers;
    }

    /** The share of clients that send with a key of this project. */
    public Share project(UUID id) {
        return shares.computeIfAbsent(id, first -> new Share(projects, projectLimit, false));
    }

    /**
     * The share for bytes that requests of a project leave unread while they wait for room. One project may use half of
     * it.
     */
    Share waiting(UUID project) {
        return waitingShares.computeIfAbsent(project, first -> new Share(waiting, waiting.limit / 2, false));
    }

    /** A limit for the bytes that a group of requests holds together. Thread-safe. */
    public static final class Share {
        private final @Nullable Share whole;
        private final long limit;
        private final boolean givesWay;
        private final AtomicLong held = new AtomicLong();
        private final AtomicLong tickets = new AtomicLong();

        /** Bytes held by requests that were asked to give way and have not released them yet. */
        private final AtomicLong leaving = new AtomicLong();

        /** Requests whose bodies are incomplete and that hold bytes, oldest first. */
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

        /** The limit in bytes. */
        public long limit() {
            return limit;
        }

        /** Whether that many more bytes would fit now. */
        public boolean hasRoom(long bytes) {
            return held.get() + bytes <= limit && (whole == null || whole.hasRoom(bytes));
        }

        /**
         * Refuses a body that would not fit before any of it is read.
         *
         * @param announced the length that the client announces, in bytes; 0 when unknown
         * @throws Refusal 503
         */
        public void checkDoor(long announced) {
            if (!hasRoom(announced)) {
                throw Refusal.noRoom();
            }
        }

        /** Creates a lease of this share. It holds 0 bytes at first. */
        public Lease lease() {
            return new Lease(this);
        }

        /** Asks the oldest unfinished requests to release their bytes, until a quarter of the share would be free. */
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

    /** The bytes that one request holds of a share. Not thread-safe. */
    public static final class Lease {
        private final AtomicLong bytes = new AtomicLong();
        private Share share;
        private Consumer<Runnable> giveWay = Runnable::run;
        private long ticket = -1;

        private Lease(Share share) {
            this.share = share;
        }

        /**
         * Holds {@code more} additional bytes.
         *
         * @throws Refusal 503 when they do not fit; the lease is unchanged then
         */
        public void add(long more) {
            share.makeWay(more);
            if (!share.take(more)) {
                throw Refusal.noRoom();
            }
            long unused = bytes.addAndGet(more);
        }

        /**
         * Marks the request's body as incomplete. Until {@link #finished} it may be asked to give way, if the requests
         * of its share can be.
         *
         * @param ask called at most once, on any thread. It must not block, and must run its argument when the bytes
         *     have been released
         */
        void unfinished(Consumer<Runnable> ask) {
            if (share.givesWay && ticket < 0) {
                giveWay = ask;
                ticket = share.tickets.getAndIncrement();
                Lease unused = share.unfinished.put(ticket, this);
            }
        }

        /** Marks the body as complete: the request is not asked to give way any more. May be called at any time. */
        void finished() {
            Lease unused = share.unfinished.remove(ticket);
            ticket = -1;
        }

        /** Bytes held now. */
        public long bytes() {
            return bytes.get();
        }

        /** Changes the number of bytes held. Returns false and changes nothing when they do not fit. */
        boolean tryResize(long total) {
            long before = bytes.get();
            if (total > before && !share.take(total - before)) {
                return false;
            }
            share.give(Math.max(0, before - total));
            bytes.set(total);
            return true;
        }

        /** Moves the bytes to another share. Returns false and changes nothing when they do not fit there. */
        public boolean tryMoveTo(Share other) {
            if (!other.take(bytes())) {
                return false;
            }
            share.give(bytes());
            share = other;
            return true;
        }

        /** Releases all bytes. May be called more than once. */
        public void release() {
            share.give(bytes.getAndSet(0));
        }
    }
}
