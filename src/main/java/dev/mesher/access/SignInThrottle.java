package dev.mesher.access;

import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often a password may be tried, for one account and from one address: some attempts at once, then one now and then.
 * Each node counts for itself. Any thread.
 */
final class SignInThrottle {
    /**
     * @param burst attempts at once
     * @param refill after which one more is allowed
     */
    record Allowance(int burst, Duration refill) {}

    static final Allowance PER_ACCOUNT = new Allowance(10, Duration.ofMinutes(1));
    static final Allowance PER_ADDRESS = new Allowance(30, Duration.ofSeconds(10));

    private final Buckets accounts;
    private final Buckets addresses;

    /**
     * @param maxKeys accounts and addresses to remember, each; past it, those tried longest ago are forgotten
     * @param nanoTime clock
     */
    SignInThrottle(int maxKeys, LongSupplier nanoTime) {
        this.accounts = new Buckets(PER_ACCOUNT, maxKeys, nanoTime);
        this.addresses = new Buckets(PER_ADDRESS, maxKeys, nanoTime);
    }

    /** Counts an attempt. Fails with {@link Refusal} when there were too many; that one costs nothing. */
    synchronized void take(String account, String address) {
        addresses.require(address);
        accounts.require(account);
        addresses.add(address, -1);
        accounts.add(account, -1);
    }

    /** Takes an attempt back that was none of an attacker's. */
    synchronized void giveBack(String account, String address) {
        addresses.add(address, 1);
        accounts.add(account, 1);
    }

    synchronized int remembered() {
        return Math.max(accounts.size(), addresses.size());
    }

    private record Bucket(double attempts, long nanos) {}

    private static final class Buckets extends LinkedHashMap<String, Bucket> {
        private static final long serialVersionUID = 1L;

        private final transient Allowance allowance;
        private final int maxKeys;
        private final transient LongSupplier nanoTime;

        Buckets(Allowance allowance, int maxKeys, LongSupplier nanoTime) {
            super(16, 0.75f, true);
            this.allowance = allowance;
            this.maxKeys = maxKeys;
            this.nanoTime = nanoTime;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > maxKeys;
        }

        void require(String key) {
            double left = left(key);
            if (left < 1) {
                double seconds = (1 - left) * allowance.refill().toNanos() / 1e9;
                throw Refusal.rateLimited(new RateWindow(allowance.burst(), 0, Math.max(1, (long) Math.ceil(seconds))));
            }
        }

        void add(String key, int attempts) {
            Bucket unused =
                    put(key, new Bucket(Math.min(allowance.burst(), left(key) + attempts), nanoTime.getAsLong()));
        }

        private double left(String key) {
            Bucket bucket = get(key);
            if (bucket == null) {
                return allowance.burst();
            }
            double refilled = (double) (nanoTime.getAsLong() - bucket.nanos())
                    / allowance.refill().toNanos();
            return Math.min(allowance.burst(), bucket.attempts() + refilled);
        }
    }
}
