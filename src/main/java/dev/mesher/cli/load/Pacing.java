package dev.mesher.cli.load;

/** When the next request is to be sent. Times are of {@link System#nanoTime()}. For one thread. */
sealed interface Pacing {
    /** Stands for no time at all. */
    long NOT_NOW = Long.MIN_VALUE;

    /** Takes one request that may go out now, and says when it was meant to; {@link #NOT_NOW} when there is none. */
    long take(long nowNanos);

    /** Requests that were meant to be sent by now and have not been taken. */
    long waiting(long nowNanos);

    /** True when nothing will be sent any more. */
    boolean exhausted(long nowNanos);

    /** Closed-loop: whenever a connection is free. A slow server is asked less, so its stalls are under-reported. */
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

    /** Open-loop: on a fixed schedule that does not care how the server fares. */
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
