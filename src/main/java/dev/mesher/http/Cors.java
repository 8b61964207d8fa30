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
 * Allows pages of every site to send requests to the routes of Sentry's clients and to read the responses, including
 * error responses. These routes do not read cookies, so this gives no site access to a user's data.
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

    /** The path that the HTTP parser sets when it cannot read the request's target. */
    private static final String UNREADABLE = "/bad-request";

    private Cors() {}

    /**
     * Adds the CORS headers, and answers preflight requests. This must be the first handler of a server, before any
     * handler that may refuse a request.
     */
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

    /**
     * Adds the CORS headers to the response of a request that the HTTP parser rejects. A request whose target cannot be
     * read may have been meant for Sentry's routes, so it gets them too.
     */
    static void allowInvalid(HttpServerRequest request) {
        String target = String.valueOf(request.uri());
        if (open(target) || target.equals(UNREADABLE)) {
            allow(request.response());
        }
    }

    /**
     * Whether the path belongs to Sentry's routes: everything under {@code /api} except Mesher's own API under
     * {@code /api/v1}.
     */
    private static boolean open(String path) {
        return path.startsWith("/api/")
                && !(path.startsWith("v1", 5) && (path.length() == 7 || "/?".indexOf(path.charAt(7)) >= 0));
    }

    /** The path as the router sees it, or as it was sent when it cannot be decoded. */
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

    /**
     * Answers a preflight request. Every request header is allowed, since users can configure an SDK to send any
     * header.
     */
    private static void preflight(HttpServerRequest request, HttpServerResponse response) {
        String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        boolean more = asked != null && HEADER_NAMES.matches(asked);
        HttpServerResponse unused = response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, more ? USUAL_HEADERS + ", " + asked : USUAL_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    }
}
