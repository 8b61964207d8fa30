package dev.mesher.http;

import dev.mesher.event.Refusal;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The request bytes that the node holds at once, over all its connections, shared out by who sends them. Past a share: 503.
 *
 * <p>The projects have the budget together. One project has at most half of it, or one largest request where that is more,
 * and never the last sixteenth. Strangers, callers of the management API, and requests that wait for room have a sixteenth of
 * the budget each, beside it: whatever one of them holds, the others find their room.
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
        this.projects = new Share(null, budget);
        this.strangers = new Share(null, small);
        this.callers = new Share(null, small);
        this.waiting = new Share(null, small);
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
        return shares.computeIfAbsent(id, first -> new Share(projects, projectLimit));
    }

    /** For what a project's requests hold unread while they wait for room; half of them may be of one project. */
    Share waiting(UUID project) {
        return waitingShares.computeIfAbsent(project, first -> new Share(waiting, waiting.limit / 2));
    }

    /** What some requests may hold together. For any thread. */
    public static final class Share {
        private final @Nullable Share whole;
        private final long limit;
        private final AtomicLong held = new AtomicLong();

        private Share(@Nullable Share whole, long limit) {
            this.whole = whole;
            this.limit = limit;
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
        private Share share;
        private long bytes;

        private Lease(Share share) {
            this.share = share;
        }

        /**
         * Holds {@code more} bytes too.
         *
         * @throws Refusal 503 when the share is spent; what was held before stays held
         */
        public void add(long more) {
            if (!share.take(more)) {
                throw Refusal.noRoom();
            }
            bytes += more;
        }

        /** Bytes held now. */
        public long bytes() {
            return bytes;
        }

        /** Holds that many bytes from now on; false, and all as it was, when there is no room for them. */
        boolean tryResize(long total) {
            if (total > bytes && !share.take(total - bytes)) {
                return false;
            }
            share.give(Math.max(0, bytes - total));
            bytes = total;
            return true;
        }

        /** Holds what it holds in another share from now on; false, and all as it was, when there is no room in that. */
        public boolean tryMoveTo(Share other) {
            if (!other.take(bytes)) {
                return false;
            }
            share.give(bytes);
            share = other;
            return true;
        }

        /** Gives all of it back; harmless when that was done before. */
        public void release() {
            share.give(bytes);
            bytes = 0;
        }
    }
}
