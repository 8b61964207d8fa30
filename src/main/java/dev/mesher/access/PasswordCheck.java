package dev.mesher.access;

import dev.mesher.access.SignInThrottle.Try;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Checks passwords against their accounts. It limits how often that is tried, and how many checks run at once. */
final class PasswordCheck {
    /**
     * Passwords checked by PostgreSQL at the same time. Each check takes about 50 ms of a core, and a connection of the
     * pool.
     */
    static final int AT_ONCE = 4;

    /** How many of those checks are reserved for networks from which the account has signed in before. */
    static final int KEPT = 1;

    /** Look-ups of known networks at the same time. They are bounded so that they do not fill the pool's queue. */
    private static final int QUESTIONS_AT_ONCE = 16;

    private static final int REMEMBERED = 10_000;
    private static final int MAX_LENGTH = 1_000;

    private final AccountStore accounts;
    private final SignInThrottle throttle;
    private final Slots checks = new Slots(AT_ONCE);
    private final Slots questions = new Slots(QUESTIONS_AT_ONCE);

    PasswordCheck(Pool pool, LongSupplier nanoTime) {
        this.accounts = new AccountStore(pool);
        this.throttle = new SignInThrottle(REMEMBERED, nanoTime);
    }

    /**
     * The account that has this e-mail address and password. Fails with a {@link Refusal}, which is the same for an
     * unknown address and for a wrong password.
     *
     * @param client the client's IP address
     */
    Future<UUID> account(String email, String password, String client) {
        if (email.length() > MAX_LENGTH || password.length() > MAX_LENGTH) {
            return Future.failedFuture(Refusal.malformed("email or password is too long"));
        }
        Try attempt = new Try(EmailAddress.folded(email), ClientNetwork.of(client), false);
        return admitted(attempt).compose(admitted -> checked(admitted, password));
    }

    /**
     * Admits an attempt: it has been counted, and has taken one of the {@link #AT_ONCE} places. The database is asked
     * whether the network is known only when the answer matters.
     */
    private Future<Try> admitted(Try attempt) {
        try {
            Optional<Refusal> refusal = enter(attempt);
            return refusal.isEmpty()
                    ? Future.succeededFuture(attempt)
                    : isKnownNetwork(attempt)
                            .compose(known -> known ? enterKnown(attempt) : Future.failedFuture(refusal.get()));
        } catch (Refusal ofEveryone) {
            return Future.failedFuture(ofEveryone);
        }
    }

    private Future<Try> enterKnown(Try attempt) {
        Try known = attempt.asKnown();
        return enter(known).<Future<Try>>map(Future::failedFuture).orElseGet(() -> Future.succeededFuture(known));
    }

    /**
     * Counts the attempt and takes a place for it, or does neither.
     *
     * @return the refusal of an attempt from an unknown network; empty when the attempt is admitted
     * @throws Refusal when the attempt is refused even from a known network
     */
    private Optional<Refusal> enter(Try attempt) {
        Optional<Refusal> tooMany = throttle.take(attempt);
        if (tooMany.isPresent() || checks.enter(attempt.known() ? 0 : KEPT)) {
            return tooMany;
        }
        throttle.giveBack(attempt);
        return Optional.of(busy());
    }

    /**
     * Whether the account has signed in from this network before. The database remembers it across restarts and for all
     * nodes.
     */
    private Future<Boolean> isKnownNetwork(Try attempt) {
        if (!questions.enter(0)) {
            return Future.failedFuture(busy());
        }
        return accounts.knowsNetwork(attempt.account(), attempt.from().network())
                .onComplete(answered -> questions.leave());
    }

    private Future<UUID> checked(Try attempt, String password) {
        return accounts.verify(attempt.account(), password)
                .onComplete(checked -> checks.leave())
                .onFailure(ours -> throttle.giveBack(attempt))
                .compose(user -> {
                    if (user.isEmpty()) {
                        return Future.failedFuture(Refusal.unauthorized());
                    }
                    throttle.giveBack(attempt);
                    return Future.succeededFuture(user.get());
                });
    }

    private static Refusal busy() {
        return Refusal.unavailable("too many sign-ins at once");
    }
}
