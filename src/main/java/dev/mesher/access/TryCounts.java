package dev.mesher.access;

import dev.mesher.event.RateWindow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is left of an allowance for each key. The number of keys is bounded: those used longest ago are forgotten. Not
 * thread-safe.
 */
final class TryCounts {
    private final SignInThrottle.Allowance allowance;
    private final LongSupplier nanoTime;
    private final Map<String, Count> counts;

    TryCounts(SignInThrottle.Allowance allowance, int maxKeys, LongSupplier nanoTime) {
        this.allowance = allowance;
        this.nanoTime = nanoTime;
        this.counts = new Newest(maxKeys);
    }

    private record Count(double left, long nanos) {}

    /** When the next attempt is allowed. Empty when one is allowed now. */
    Optional<RateWindow> window(String key) {
        double left = left(key);
        if (left >= 1) {
            return Optional.empty();
        }
        double seconds = (1 - left) * allowance.refill().toNanos() / 1e9;
        return Optional.of(new RateWindow(allowance.burst(), 0, Math.max(1, (long) Math.ceil(seconds))));
    }

    /** Adds to what is left, up to the burst. {@code tries} may be negative. */
    void add(String key, int tries) {
        double left = Math.min(allowance.burst(), left(key) + tries);
        Count unused = counts.put(key, new Count(left, nanoTime.getAsLong()));
    }

    int size() {
        return counts.size();
    }

    private double left(String key) {
        Count count = counts.get(key);
        if (count == null) {
            return allowance.burst();
        }
        double refilled = (double) (nanoTime.getAsLong() - count.nanos())
                / allowance.refill().toNanos();
        return Math.min(allowance.burst(), count.left() + refilled);
    }

    private static final class Newest extends LinkedHashMap<String, Count> {
        private static final long serialVersionUID = 1L;

        private final int maxKeys;

        Newest(int maxKeys) {
            super(16, 0.75f, true);
            this.maxKeys = maxKeys;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > maxKeys;
        }
    }
}
