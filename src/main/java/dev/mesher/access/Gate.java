package dev.mesher.access;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.db.Database;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the management API and of the stream. No ingest key opens it. Whoever shows a session or a token that holds is
 * served as its user in every mode. One that does not hold is refused when the caller has sent it on purpose; a cookie, which
 * browsers send by themselves, is then as good as none. Of those who show none the mode decides.
 */
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final AccessRule rule;
    private final CredentialStore credentials;
    private final AccountStore accounts;
    private final SignIn signIn;
    private final Clock clock;

    /** Once there was a first account there is no way back: asked no more. */
    private volatile boolean firstAccountMade;

    /**
     * Opens for nobody yet: looks up whoever comes.
     *
     * @param trustedProxies whose forwarding headers are believed
     * @param clock decides what has expired
     * @param nanoTime measures how often passwords are tried
     */
    public Gate(
            AuthMode mode,
            Collection<InetAddress> trustedProxies,
            Database database,
            Clock clock,
            LongSupplier nanoTime) {
        this.rule = new AccessRule(mode, trustedProxies);
        this.credentials = new CredentialStore(database.pool());
        this.accounts = new AccountStore(database.pool());
        this.signIn = new SignIn(database.pool(), clock, nanoTime);
        this.clock = clock;
    }

    public SignIn signIn() {
        return signIn;
    }

    /** Whom the request comes from; fails with the {@link Refusal} of whoever is not let in. */
    public Future<Principal> admit(HttpServerRequest request) {
        return admit(Caller.of(request), Credential.of(request.headers()));
    }

    /** The same for a WebSocket that is to read, whose token may stand in the query. */
    public Future<Principal> admitUpgrade(ServerWebSocketHandshake handshake) {
        Caller caller = Caller.of(handshake);
        if (!rule.sameHost(caller)) {
            return Future.failedFuture(crossSite());
        }
        // The origin is judged: the page's port is another than the socket's.
        return admit(caller.withoutOrigin(), Credential.ofUpgrade(handshake.headers(), handshake.query()))
                .compose(admitted -> admitted.allows(Scope.READ)
                        ? Future.succeededFuture(admitted)
                        : Future.failedFuture(Scope.READ.refusal()));
    }

    /** Lets in whoever asks from no other site, without a look at what they show: for signing in and out. */
    public Future<Principal> admitAnyone(HttpServerRequest request) {
        return rule.sameSite(Caller.of(request))
                ? Future.succeededFuture(Principal.nobody())
                : Future.failedFuture(crossSite());
    }

    /** Lets pass who is on this machine, and whom {@link #admit} admits; for routes that are the same for all of them. */
    public void check(RoutingContext ctx) {
        Caller caller = Caller.of(ctx.request());
        if (rule.sameSite(caller) && rule.isLocal(caller)) {
            ctx.next();
        } else {
            admit(ctx.request()).onSuccess(admitted -> ctx.next()).onFailure(refusal -> Answers.failure(ctx, refusal));
        }
    }

    /** Ends the session that the request shows, if any. */
    public Future<Void> signOut(HttpServerRequest request) {
        return Credential.of(request.headers())
                .map(credential -> signIn.close(credential.secret()))
                .orElseGet(Future::succeededFuture);
    }

    /** How the client reaches this server. */
    public Visit visit(HttpServerRequest request) {
        SocketAddress local = request.connection().localAddress();
        return rule.visit(Caller.of(request), request.isSSL(), new HostAndPort(local.hostAddress(), local.port()));
    }

    private Future<Principal> admit(Caller caller, Optional<Credential> credential) {
        AccessRule.Verdict verdict = rule.judge(caller);
        if (verdict == AccessRule.Verdict.CROSS_SITE) {
            return Future.failedFuture(crossSite());
        }
        if (credential.isPresent()) {
            Future<Principal> shown = reached(signedIn(credential.get().secret()));
            return credential.get().ambient() ? shown.recover(cause -> withoutCookie(verdict, cause)) : shown;
        }
        return unknown(verdict);
    }

    /** A cookie that holds no longer, or that another server of this host has set, is as good as none. */
    private Future<Principal> withoutCookie(AccessRule.Verdict verdict, Throwable cause) {
        return cause instanceof Refusal refusal && refusal.kind() == Refusal.Kind.UNAUTHORIZED
                ? unknown(verdict)
                : Future.failedFuture(cause);
    }

    private Future<Principal> unknown(AccessRule.Verdict verdict) {
        return switch (verdict) {
            case ALLOWED -> Future.succeededFuture(Principal.operator());
            case UNTIL_FIRST_ACCOUNT ->
                reached(firstAccount())
                        .compose(made -> made
                                ? Future.failedFuture(Refusal.unauthorized())
                                : Future.succeededFuture(Principal.operator()));
            default -> Future.failedFuture(Refusal.unauthorized());
        };
    }

    private Future<Principal> signedIn(String credential) {
        return Secret.parse(credential)
                .map(secret -> credentials.principal(secret, clock.instant().atOffset(ZoneOffset.UTC)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(found -> found.orElseThrow(Refusal::unauthorized));
    }

    private Future<Boolean> firstAccount() {
        return firstAccountMade
                ? Future.succeededFuture(true)
                : accounts.firstAccountMade().onSuccess(made -> firstAccountMade |= made);
    }

    private static <T> Future<T> reached(Future<T> answer) {
        return answer.recover(failure -> {
            if (!SqlFailure.unavailable(failure)) {
                return Future.failedFuture(failure);
            }
            LOG.warn("who calls cannot be looked up: {}", failure.toString());
            return Future.failedFuture(Refusal.unavailable("the database is not available"));
        });
    }

    private static Refusal crossSite() {
        return Refusal.forbidden("cross-site request");
    }
}
