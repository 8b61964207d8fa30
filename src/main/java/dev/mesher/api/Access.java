package dev.mesher.api;

import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door of the management API: asks the {@link AccessRule}. No ingest key opens it. */
final class Access implements SecurityPolicyHandler {
    private final AccessRule rule;

    Access(AccessRule rule) {
        this.rule = rule;
    }

    @Override
    public void handle(RoutingContext ctx) {
        switch (rule.judge(caller(ctx.request()))) {
            case ALLOWED -> ctx.next();
            case UNAUTHORIZED -> Answers.failure(ctx, Refusal.unauthorized());
            case CROSS_SITE -> Answers.failure(ctx, Refusal.forbidden("cross-site request"));
        }
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
