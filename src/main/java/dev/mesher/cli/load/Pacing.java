package dev.mesher.cli.load;

/** Decides when the next request is sent. Times are those of {@link System#nanoTime()}. Not thread-safe. */
sealed interface Pacing {
    /** Returned when no request is due. */
    long NOT_NOW = Long.MIN_VALUE;

    /** Takes one request that is due, and returns the time at which it was due; {@link #NOT_NOW} when there is none. */
    long take(long nowNanos);

    /** The number of requests that are due and have not been taken. */
    long waiting(long nowNanos);

    /** Whether no more requests will be sent. */
    boolean exhausted(long nowNanos);

    /**
     * Closed loop: sends whenever a connection is free. A slow server gets fewer requests, so its stalls are
     * under-reported.
     */
    record ClosedLoop(long endNanos) implements Pacing {
        @Override
        public long take(long nowNanos) {
            return nowNanos - endNanos < 0 ? nowNanos : NOT_NOW;
        }

        @Override
        public long waiting(long nowNanos) {
            return 0;
        }

        @Override
        public boolean exhausted(long nowNanos) {
            return nowNanos - endNanos >= 0;
        }
    }

    /** Open loop: sends on a fixed schedule, however fast the server answers. */
    final class OpenLoop implements Pacing {
        private final long startNanos;
        private final double nanosPerRequest;
        private final long total;
        private long taken;

        OpenLoop(long startNanos, long durationNanos, double requestsPerSecond) {
            this.startNanos = startNanos;
            this.nanosPerRequest = 1e9 / requestsPerSecond;
            this.total = Math.max(1, (long) (durationNanos / nanosPerRequest));
        }

        @Override
        public long take(long nowNanos) {
            if (waiting(nowNanos) == 0) {
                return NOT_NOW;
            }
            long intended = startNanos + (long) (taken * nanosPerRequest);
            taken++;
            return intended;
        }

        @Override
        public long waiting(long nowNanos) {
            long due = (long) ((nowNanos - startNanos) / nanosPerRequest) + 1;
            return Math.max(0, Math.min(due, total) - taken);
        }

        @Override
        public boolean exhausted(long nowNanos) {
            return taken == total;
        }
    }
}
