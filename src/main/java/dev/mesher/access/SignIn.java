package dev.mesher.access;

import dev.mesher.access.SignInThrottle.Try;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Opens a session for an e-mail address and its password, and closes it. All servers of a node share one. */
public final class SignIn {
    /** How long a session lasts. Using it does not prolong it. */
    public static final Duration LIFETIME = Duration.ofDays(14);

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
    private final SessionStore sessions;
    private final SignInThrottle throttle;
    private final Clock clock;
    private final Slots checks = new Slots(AT_ONCE);
    private final Slots questions = new Slots(QUESTIONS_AT_ONCE);

    SignIn(Pool pool, Clock clock, LongSupplier nanoTime) {
        this.accounts = new AccountStore(pool);
        this.sessions = new SessionStore(pool);
        this.throttle = new SignInThrottle(REMEMBERED, nanoTime);
        this.clock = clock;
    }

    /**
     * Opens a session. Fails with a {@link Refusal}, which is the same for an unknown address and for a wrong password.
     *
     * @param client the client's IP address
     */
    public Future<Session> open(String email, String password, String client) {
        if (email.length() > MAX_LENGTH || password.length() > MAX_LENGTH) {
            return Future.failedFuture(Refusal.malformed("email or password is too long"));
        }
        Try attempt = new Try(EmailAddress.folded(email), ClientNetwork.of(client), false);
        return admitted(attempt)
                .compose(admitted -> checked(admitted, password))
                .compose(user -> openSession(user, attempt.from().network()));
    }

    /** Ends the session of {@code token}, if there is one. */
    Future<Void> close(String token) {
        return Secret.parse(token)
                .filter(secret -> secret.kind() == Secret.Kind.SESSION)
                .map(sessions::close)
                .orElseGet(Future::succeededFuture);
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

    private Future<Session> openSession(UUID user, String network) {
        Secret secret = Secret.fresh(Secret.Kind.SESSION);
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        OffsetDateTime expiresAt = now.plus(LIFETIME);
        return sessions.open(secret, user, network, now, expiresAt)
                .map(opened -> new Session(secret.value(), expiresAt));
    }

    private static Refusal busy() {
        return Refusal.unavailable("too many sign-ins at once");
    }
}
