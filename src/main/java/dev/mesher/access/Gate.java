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
 * Authenticates the callers of the management API and of the live stream. Ingest keys do not count here. A caller with
 * a valid session or token is served as its user in every mode. An invalid bearer token is refused. An invalid cookie
 * is ignored, since browsers send cookies by themselves. For callers without credentials, the mode decides ({@link
 * AccessRule}).
 */
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final AccessRule rule;
    private final CredentialStore credentials;
    private final FirstAccountStore firstAccounts;
    private final SignIn signIn;
    private final FirstAccount firstAccount;
    private final Invitations invitations;
    private final Clock clock;

    /** Whether there was ever an account. Once true it stays true, and the database is not asked again. */
    private volatile boolean firstAccountMade;

    /**
     * Makes a gate.
     *
     * @param trustedProxies the proxies whose forwarding headers are trusted
     * @param clock decides what has expired
     * @param nanoTime times the attempts at passwords
     */
    public Gate(
            AuthMode mode,
            Collection<InetAddress> trustedProxies,
            Database database,
            Clock clock,
            LongSupplier nanoTime) {
        this.rule = new AccessRule(mode, trustedProxies);
        this.credentials = new CredentialStore(database.pool());
        this.firstAccounts = new FirstAccountStore(database.pool());
        this.signIn = new SignIn(database.pool(), clock, nanoTime);
        GuessLimit guesses = new GuessLimit(nanoTime);
        this.firstAccount = new FirstAccount(database.pool(), signIn, guesses);
        this.invitations = new Invitations(database.pool(), signIn, guesses, clock);
        this.clock = clock;
    }

    public SignIn signIn() {
        return signIn;
    }

    public FirstAccount firstAccount() {
        return firstAccount;
    }

    public Invitations invitations() {
        return invitations;
    }

    /** The user from whom the request comes. Fails with a {@link Refusal} when the caller is not admitted. */
    public Future<Principal> admit(HttpServerRequest request) {
        return admit(Caller.of(request), Credential.of(request.headers()));
    }

    /**
     * The same for a WebSocket that wants to read, on a port of its own. Its token may be in the query. Pages of the same
     * host are admitted, whatever their port.
     */
    public Future<Principal> admitUpgrade(ServerWebSocketHandshake handshake) {
        Caller caller = Caller.of(handshake);
        return rule.sameHost(caller) ? admitReader(caller, handshake) : Future.failedFuture(crossSite());
    }

    /**
     * The same on the port of the pages. Only pages of the very origin that was asked for are admitted: a WebSocket is
     * not subject to CORS, so any page on another port of the host could read it with the user's cookie.
     */
    public Future<Principal> admitPage(ServerWebSocketHandshake handshake) {
        Caller caller = Caller.of(handshake);
        SocketAddress local = handshake.localAddress();
        return rule.sameOrigin(caller, handshake.isSsl(), new HostAndPort(local.hostAddress(), local.port()))
                ? admitReader(caller, handshake)
                : Future.failedFuture(crossSite());
    }

    /** The origin has been checked before, by another rule than for HTTP requests. */
    private Future<Principal> admitReader(Caller caller, ServerWebSocketHandshake handshake) {
        return admit(caller.withoutOrigin(), Credential.ofUpgrade(handshake.headers(), handshake.query()))
                .compose(admitted -> admitted.allows(Scope.READ)
                        ? Future.succeededFuture(admitted)
                        : Future.failedFuture(Scope.READ.refusal()));
    }

    /**
     * Admits every caller whose request does not come from a page of another site, without checking credentials. For
     * signing in and out.
     */
    public Future<Principal> admitAnyone(HttpServerRequest request) {
        return rule.sameSite(Caller.of(request))
                ? Future.succeededFuture(Principal.nobody())
                : Future.failedFuture(crossSite());
    }

    /**
     * Says who sent a request to a route that is open to all. Invalid credentials count as none. Fails with a {@link
     * Refusal} for a page of another site.
     */
    public Future<Visitor> visitor(HttpServerRequest request) {
        AccessRule.Verdict verdict = rule.judge(Caller.of(request));
        if (verdict == AccessRule.Verdict.CROSS_SITE) {
            return Future.failedFuture(crossSite());
        }
        return reached(firstAccountMade()).compose(made -> admit(request)
                .map(Optional::of)
                .recover(cause ->
                        unauthorized(cause) ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(cause))
                .map(caller -> new Visitor(required(verdict, made), made, caller)));
    }

    private static boolean required(AccessRule.Verdict verdict, boolean firstAccountMade) {
        return switch (verdict) {
            case ALLOWED -> false;
            case UNTIL_FIRST_ACCOUNT -> firstAccountMade;
            default -> true;
        };
    }

    /**
     * Lets callers on this machine pass, and those that {@link #admit} admits. For routes whose answer is the same for
     * all of them.
     */
    public void check(RoutingContext ctx) {
        Caller caller = Caller.of(ctx.request());
        if (rule.sameSite(caller) && rule.isLocal(caller)) {
            ctx.next();
        } else {
            admit(ctx.request()).onSuccess(admitted -> ctx.next()).onFailure(refusal -> Answers.failure(ctx, refusal));
        }
    }

    /** Ends the session of the request, if it has one. */
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

    /** Ignores a cookie that is not valid: it has expired, or another server on this host set it. */
    private Future<Principal> withoutCookie(AccessRule.Verdict verdict, Throwable cause) {
        return unauthorized(cause) ? unknown(verdict) : Future.failedFuture(cause);
    }

    private static boolean unauthorized(Throwable cause) {
        return cause instanceof Refusal refusal && refusal.kind() == Refusal.Kind.UNAUTHORIZED;
    }

    private Future<Principal> unknown(AccessRule.Verdict verdict) {
        return switch (verdict) {
            case ALLOWED -> Future.succeededFuture(Principal.withoutAccount());
            case UNTIL_FIRST_ACCOUNT ->
                reached(firstAccountMade())
                        .compose(made -> made
                                ? Future.failedFuture(Refusal.unauthorized())
                                : Future.succeededFuture(Principal.withoutAccount()));
            default -> Future.failedFuture(Refusal.unauthorized());
        };
    }

    private Future<Principal> signedIn(String credential) {
        return Secret.parse(credential)
                .filter(secret -> secret.kind() != Secret.Kind.INVITATION)
                .map(secret -> credentials.principal(secret, clock.instant().atOffset(ZoneOffset.UTC)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(found -> found.orElseThrow(Refusal::unauthorized));
    }

    private Future<Boolean> firstAccountMade() {
        return firstAccountMade
                ? Future.succeededFuture(true)
                : firstAccounts.made().onSuccess(made -> firstAccountMade |= made);
    }

    private static <T> Future<T> reached(Future<T> answer) {
        return answer.recover(failure -> {
            if (!SqlFailure.unavailable(failure)) {
                return Future.failedFuture(failure);
            }
            LOG.warn("a caller's credentials could not be looked up: {}", failure.toString());
            return Future.failedFuture(Refusal.unavailable("the database is not available"));
        });
    }

    private static Refusal crossSite() {
        return Refusal.forbidden("cross-site request");
    }
}
