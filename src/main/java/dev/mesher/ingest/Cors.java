package dev.mesher.ingest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Lets pages of every site send to a route and see what it answers. No cookie counts there, so nothing is given away. */
final class Cors {
    private static final String METHODS = "POST, OPTIONS";
    private static final String USUAL_HEADERS =
            "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept,"
                    + " content-type, authentication, authorization, content-encoding, transfer-encoding";
    private static final String EXPOSED = "x-sentry-error, x-sentry-rate-limits, retry-after";
    private static final String MAX_AGE_SECONDS = "3600";

    private Cors() {}

    /** For every answer, a refusal, too. */
    static void allow(HttpServerResponse response) {
        HttpServerResponse unused = response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }

    /** What a browser asks before it sends; headers that an SDK is told to send are welcome, whatever they are. */
    static void preflight(HttpServerRequest request, HttpServerResponse response) {
        String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        boolean more = asked != null && asked.matches("[A-Za-z0-9_, -]{1,1000}");
        HttpServerResponse unused = response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, more ? USUAL_HEADERS + ", " + asked : USUAL_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    }
}
