package dev.mesher.access;

import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Limits how often passwords are tried: a burst, then one at a time after a pause. Each node counts for itself.
 * Thread-safe.
 *
 * <p>There are three counts. The count of an account from one network applies to everyone, so that nobody can go on
 * guessing. The count of a site (for all accounts) and the count of an account (from all networks) apply only to
 * networks from which the account has never signed in. So attempts of strangers do not lock the owner out of a known
 * network. The count of an account refills faster than a single site can use it up. So a single stranger does not lock
 * the owner out of a new network either.
 */
final class SignInThrottle {
    /**
     * @param burst attempts allowed at once
     * @param refill time after which one more is allowed
     */
    record Allowance(int burst, Duration refill) {}

    static final Allowance PER_ACCOUNT_AND_NETWORK = new Allowance(10, Duration.ofMinutes(1));
    static final Allowance PER_SITE = new Allowance(30, Duration.ofSeconds(10));
    static final Allowance PER_ACCOUNT = new Allowance(100, Duration.ofSeconds(6));

    private final TryCounts pairs;
    private final TryCounts sites;
    private final TryCounts accounts;

    /**
     * @param maxKeys most keys that each count remembers; beyond it, the keys used longest ago are forgotten
     * @param nanoTime a monotonic clock
     */
    SignInThrottle(int maxKeys, LongSupplier nanoTime) {
        this.pairs = new TryCounts(PER_ACCOUNT_AND_NETWORK, maxKeys, nanoTime);
        this.sites = new TryCounts(PER_SITE, maxKeys, nanoTime);
        this.accounts = new TryCounts(PER_ACCOUNT, maxKeys, nanoTime);
    }

    /**
     * An attempt with a password.
     *
     * @param account the folded e-mail address
     * @param known whether the account has signed in from this network before; false also before anyone has checked
     */
    record Try(String account, ClientNetwork from, boolean known) {
        Try asKnown() {
            return new Try(account, from, true);
        }

        private String pair() {
            return account + ' ' + from.network();
        }
    }

    /**
     * Counts an attempt. A refused attempt is not counted.
     *
     * @return the refusal of an attempt that would be admitted from a known network; empty when it is admitted
     * @throws Refusal when there were too many attempts for the account from this network
     */
    synchronized Optional<Refusal> take(Try attempt) {
        Optional<RateWindow> own = pairs.window(attempt.pair());
        if (own.isPresent()) {
            throw Refusal.rateLimited(own.get());
        }
        if (!attempt.known()) {
            Optional<RateWindow> others =
                    sites.window(attempt.from().site()).or(() -> accounts.window(attempt.account()));
            if (others.isPresent()) {
                return others.map(Refusal::rateLimited);
            }
        }
        count(attempt, -1);
        return Optional.empty();
    }

    /** Uncounts an attempt that did not come from an attacker. */
    synchronized void giveBack(Try attempt) {
        count(attempt, 1);
    }

    synchronized int remembered() {
        return Math.max(pairs.size(), Math.max(sites.size(), accounts.size()));
    }

    /** An attempt from a known network did not change the counts of strangers, so it must not be given back to them. */
    private void count(Try attempt, int tries) {
        pairs.add(attempt.pair(), tries);
        if (!attempt.known()) {
            sites.add(attempt.from().site(), tries);
            accounts.add(attempt.account(), tries);
        }
    }
}
