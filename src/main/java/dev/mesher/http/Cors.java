package dev.mesher.http;

import dev.mesher.text.FullPattern;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets pages of every site send to where Sentry's clients send, and see what is answered there, whoever answers. No cookie
 * counts there, so nothing is given away.
 */
public final class Cors {
    private static final Logger LOG = LoggerFactory.getLogger(Cors.class);
    private static final String METHODS = "POST, OPTIONS";
    private static final String USUAL_HEADERS =
            "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept,"
                    + " content-type, authentication, authorization, content-encoding, transfer-encoding";
    private static final String EXPOSED = "x-sentry-error, x-sentry-rate-limits, retry-after";
    private static final FullPattern HEADER_NAMES = FullPattern.of("[A-Za-z0-9_, -]++", 1_000);
    private static final String MAX_AGE_SECONDS = "3600";

    /** What the parser calls a target that it cannot read. */
    private static final String UNREADABLE = "/bad-request";

    private Cors() {}

    /** The first handler of a server: before anything that may refuse a request. Answers what browsers ask first. */
    public static void handle(RoutingContext ctx) {
        if (!open(path(ctx))) {
            ctx.next();
            return;
        }
        allow(ctx.response());
        if (HttpMethod.OPTIONS.equals(ctx.request().method())) {
            preflight(ctx.request(), ctx.response());
            ctx.response().setStatusCode(204).end().onFailure(gone -> LOG.debug("client left before its answer", gone));
        } else {
            ctx.next();
        }
    }

    /** For a request that no handler gets to see; one whose target cannot be read may have been meant for these routes. */
    static void allowInvalid(HttpServerRequest request) {
        String target = String.valueOf(request.uri());
        if (open(target) || target.equals(UNREADABLE)) {
            allow(request.response());
        }
    }

    /** Mesher's own API stands under {@code /api/v1}; the rest of {@code /api} is for Sentry's clients. */
    private static boolean open(String path) {
        return path.startsWith("/api/")
                && !(path.startsWith("v1", 5) && (path.length() == 7 || "/?".indexOf(path.charAt(7)) >= 0));
    }

    /** As routes see it; as it was sent, when it cannot be decoded. */
    private static String path(RoutingContext ctx) {
        try {
            return ctx.normalizedPath();
        } catch (IllegalArgumentException malformed) {
            return String.valueOf(ctx.request().path());
        }
    }

    private static void allow(HttpServerResponse response) {
        HttpServerResponse unused = response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }

    /** Headers that an SDK is told to send are welcome, whatever they are. */
    private static void preflight(HttpServerRequest request, HttpServerResponse response) {
        String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        boolean more = asked != null && HEADER_NAMES.matches(asked);
        HttpServerResponse unused = response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, more ? USUAL_HEADERS + ", " + asked : USUAL_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    }
}
