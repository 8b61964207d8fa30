package dev.mesher.access;

import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often a password may be tried: some tries at once, then one now and then. Each node counts for itself. Any thread.
 *
 * <p>Three counts go on side by side. That of an account from one network holds for everyone, so that nobody guesses on.
 * Those of a site (all accounts) and of an account (all networks) hold back only who comes from a network from which
 * the account has never signed in: whatever strangers try, they do not lock its owner out there. The count of the account
 * refills faster than one site can use it up, so that a single stranger does not lock out its owner from a new network
 * either.
 */
final class SignInThrottle {
    /**
     * @param burst tries at once
     * @param refill after which one more is allowed
     */
    record Allowance(int burst, Duration refill) {}

    static final Allowance PER_ACCOUNT_AND_NETWORK = new Allowance(10, Duration.ofMinutes(1));
    static final Allowance PER_SITE = new Allowance(30, Duration.ofSeconds(10));
    static final Allowance PER_ACCOUNT = new Allowance(100, Duration.ofSeconds(6));

    private final TryCounts pairs;
    private final TryCounts sites;
    private final TryCounts accounts;

    /**
     * @param maxKeys keys that each count remembers; past it, those tried longest ago are forgotten
     * @param nanoTime clock
     */
    SignInThrottle(int maxKeys, LongSupplier nanoTime) {
        this.pairs = new TryCounts(PER_ACCOUNT_AND_NETWORK, maxKeys, nanoTime);
        this.sites = new TryCounts(PER_SITE, maxKeys, nanoTime);
        this.accounts = new TryCounts(PER_ACCOUNT, maxKeys, nanoTime);
    }

    /**
     * A password about to be tried.
     *
     * @param account folded
     * @param known whether the account has signed in from this network before; false also while nobody has looked
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
     * Counts a try; one that is refused costs nothing.
     *
     * @return the refusal of a try that would go through as a known one; empty when this one goes through
     * @throws Refusal when too many were made for the account from this network
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

    /** Takes a try back that was none of an attacker's. */
    synchronized void giveBack(Try attempt) {
        count(attempt, 1);
    }

    synchronized int remembered() {
        return Math.max(pairs.size(), Math.max(sites.size(), accounts.size()));
    }

    /** A known one leaves the counts of strangers alone: it must not give back to them what it did not take. */
    private void count(Try attempt, int tries) {
        pairs.add(attempt.pair(), tries);
        if (!attempt.known()) {
            sites.add(attempt.from().site(), tries);
            accounts.add(attempt.account(), tries);
        }
    }
}
