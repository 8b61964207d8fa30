package dev.mesher.access;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Opens, lists and ends sessions, and changes passwords. All servers of a node share one. */
public final class SignIn {
    /** How long a session lasts. Using it does not prolong it. */
    public static final Duration LIFETIME = Duration.ofDays(14);

    private final PasswordCheck passwords;
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final Clock clock;

    SignIn(Pool pool, Clock clock, LongSupplier nanoTime) {
        this.passwords = new PasswordCheck(pool, nanoTime);
        this.accounts = new AccountStore(pool);
        this.sessions = new SessionStore(pool);
        this.clock = clock;
    }

    /**
     * Opens a session. Fails with a {@link Refusal}, which is the same for an unknown address and for a wrong password.
     *
     * @param client the client's IP address
     */
    public Future<Session> open(String email, String password, String client) {
        return passwords.account(email, password, client).compose(user -> open(user, client));
    }

    /**
     * Opens a session for an account that has just been created.
     *
     * @param client the client's IP address
     */
    Future<Session> open(UUID user, String client) {
        Secret secret = Secret.fresh(Secret.Kind.SESSION);
        OffsetDateTime now = now();
        OffsetDateTime expiresAt = now.plus(LIFETIME);
        return sessions.open(secret, user, ClientNetwork.of(client).network(), now, expiresAt)
                .map(opened -> new Session(secret.value(), expiresAt));
    }

    /**
     * Changes the password of a caller who has a session, and ends the account's other sessions. API tokens stay valid.
     * Fails with a {@link Refusal}: 403 for a wrong current password, and as {@link #open(String, String, String)} for
     * too many attempts.
     *
     * @param client the client's IP address
     */
    public Future<Void> changePassword(Principal caller, String current, NewPassword changed, String client) {
        UUID user = Objects.requireNonNull(caller.user());
        UUID session = Objects.requireNonNull(caller.session());
        return accounts.email(user)
                .compose(email -> passwords.account(email, current, client))
                .recover(cause -> Future.failedFuture(
                        cause instanceof Refusal refusal && refusal.kind() == Refusal.Kind.UNAUTHORIZED
                                ? Refusal.forbidden("the current password is wrong")
                                : cause))
                .compose(checked -> accounts.changePassword(user, changed, session));
    }

    /** The sessions of the user that have not expired, newest first. */
    public Future<List<OpenSession>> list(UUID user) {
        return sessions.list(user, now());
    }

    /** Ends a session of the user. Fails with a {@link Refusal} when the user has no such session. */
    public Future<Void> end(UUID user, UUID session) {
        return sessions.end(user, session);
    }

    /** Ends the session of {@code token}, if there is one. */
    Future<Void> close(String token) {
        return Secret.parse(token)
                .filter(secret -> secret.kind() == Secret.Kind.SESSION)
                .map(sessions::close)
                .orElseGet(Future::succeededFuture);
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }
}
