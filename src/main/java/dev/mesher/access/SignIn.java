package dev.mesher.access;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Opens a session for an e-mail address and its password, and closes it. Shared by all servers of a node. */
public final class SignIn {
    /** Of a session, from its beginning: using it does not make it longer. */
    public static final Duration LIFETIME = Duration.ofDays(14);

    /** Passwords that PostgreSQL checks at once: each takes it some 50 ms of a core, and a connection of the pool. */
    static final int AT_ONCE = 4;

    private static final int REMEMBERED = 10_000;
    private static final int MAX_LENGTH = 1_000;

    /** The bytes of an IPv6 address that one customer does not choose. */
    private static final int NETWORK_BYTES = 8;

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final SignInThrottle throttle;
    private final Clock clock;
    private final AtomicInteger checking = new AtomicInteger();

    SignIn(Pool pool, Clock clock, LongSupplier nanoTime) {
        this.accounts = new AccountStore(pool);
        this.sessions = new SessionStore(pool);
        this.throttle = new SignInThrottle(REMEMBERED, nanoTime);
        this.clock = clock;
    }

    /**
     * Fails with a {@link Refusal}: the same one for an unknown address and for a wrong password.
     *
     * @param client its IP address
     */
    public Future<Session> open(String email, String password, String client) {
        if (email.length() > MAX_LENGTH || password.length() > MAX_LENGTH) {
            return Future.failedFuture(Refusal.malformed("email or password is too long"));
        }
        String account = email.toLowerCase(Locale.ROOT);
        String address = network(client);
        if (checking.incrementAndGet() > AT_ONCE) {
            int unused = checking.decrementAndGet();
            return Future.failedFuture(Refusal.unavailable("too many sign-ins at once"));
        }
        return counted(account, address)
                .compose(counted ->
                        accounts.verify(email, password).onFailure(ours -> throttle.giveBack(account, address)))
                .onComplete(checked -> {
                    int unused = checking.decrementAndGet();
                })
                .compose(user ->
                        user.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(Refusal.unauthorized())))
                .compose(user -> {
                    throttle.giveBack(account, address);
                    return begin(user);
                });
    }

    /** Ends the session that {@code token} stands for, if any. */
    Future<Void> close(String token) {
        return Secret.parse(token)
                .filter(secret -> secret.kind() == Secret.Kind.SESSION)
                .map(sessions::close)
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> counted(String account, String address) {
        try {
            throttle.take(account, address);
            return Future.succeededFuture();
        } catch (Refusal tooMany) {
            return Future.failedFuture(tooMany);
        }
    }

    private Future<Session> begin(UUID user) {
        Secret secret = Secret.fresh(Secret.Kind.SESSION);
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        OffsetDateTime expiresAt = now.plus(LIFETIME);
        return sessions.open(secret, user, now, expiresAt).map(opened -> new Session(secret.value(), expiresAt));
    }

    /** The address itself, or of IPv6 its network: one customer has all of that. */
    static String network(String client) {
        InetAddress address = Loopback.address(client).orElse(null);
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : client;
    }
}
