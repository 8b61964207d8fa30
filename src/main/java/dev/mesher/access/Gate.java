package dev.mesher.access;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door of the management API and of the stream. No ingest key opens it. */
public final class Gate {
    private final AccessRule rule;

    /** @param trustedProxies whose forwarding headers are believed */
    public Gate(AuthMode mode, Collection<InetAddress> trustedProxies) {
        this.rule = new AccessRule(mode, trustedProxies);
    }

    /** Whom the request comes from; fails with the {@link Refusal} of whoever is not let in. */
    public Future<Principal> admit(HttpServerRequest request) {
        return switch (rule.judge(caller(request))) {
            case ALLOWED -> Future.succeededFuture(Principal.operator());
            case UNAUTHORIZED -> Future.failedFuture(Refusal.unauthorized());
            case CROSS_SITE -> Future.failedFuture(Refusal.forbidden("cross-site request"));
        };
    }

    /** Lets pass whom {@link #admit} admits; for routes that are the same for all of them. */
    public void check(RoutingContext ctx) {
        admit(ctx.request()).onSuccess(admitted -> ctx.next()).onFailure(refusal -> Answers.failure(ctx, refusal));
    }

    private static Caller caller(HttpServerRequest request) {
        return new Caller(
                request.connection().remoteAddress().hostAddress(),
                host(request),
                Forwarding.of(request.headers()),
                only(request.headers().getAll("Origin")));
    }

    /** HTTP/2 has a field of its own for it. */
    private static @Nullable String host(HttpServerRequest request) {
        List<String> lines = request.headers().getAll("Host");
        if (!lines.isEmpty()) {
            return only(lines);
        }
        HostAndPort asked = request.version() == HttpVersion.HTTP_2 ? request.authority() : null;
        return asked == null ? null : asked.host() + (asked.port() < 0 ? "" : ":" + asked.port());
    }

    /** Several lines are none that a browser sends: joined, they match nothing. */
    private static @Nullable String only(List<String> lines) {
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
