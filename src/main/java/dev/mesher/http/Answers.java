package dev.mesher.http;

import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends JSON responses. All failures are turned into responses here. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** The {@code Retry-After} of a 503 for want of memory or queue space, in seconds. */
    private static final int RETRY_AFTER_SECONDS = 1;

    /**
     * The value after the seconds of {@code X-Sentry-Rate-Limits}: the categories that are charged to the window, the
     * scope, and the reason code.
     */
    private static final String SENTRY_CHARGED =
            ":default;error;security;attachment;feedback;user_report:project:rate_limited";

    private Answers() {}

    /**
     * Sends {@code body} as JSON.
     *
     * @param body a JSON object, a JSON array, a record that Jackson can write, or a buffer that holds JSON already
     */
    public static void json(RoutingContext ctx, int status, Object body) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            LOG.debug("status {} is not sent: the client has left or was answered already", status);
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        end(ctx, body instanceof Buffer encoded ? encoded : Json.encodeToBuffer(body));
    }

    /**
     * Sends {@code body} with the headers that are set on the response. The response to a HEAD request has the body's
     * length but not the body.
     */
    public static void end(RoutingContext ctx, Buffer body) {
        HttpServerResponse response = ctx.response();
        Future<Void> ended = HttpMethod.HEAD.equals(ctx.request().method())
                ? response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                        .end()
                : response.end(body);
        ended.onFailure(gone -> LOG.debug("client left before its answer", gone));
    }

    /**
     * Sends {@code {"error": …}} with the status of a {@link Refusal}, and with {@code at} if it names a place. Any other
     * failure is an error of the server: it is logged, and the response is a 500 without details.
     */
    public static void failure(RoutingContext ctx, Throwable cause) {
        if (cause instanceof Refusal refusal) {
            JsonObject body = error(refusal.getMessage());
            Integer at = refusal.at();
            refusal(ctx, refusal, at == null ? body : body.put("at", at));
        } else if (cause instanceof HttpException http) {
            json(ctx, http.getStatusCode(), error(words(http.getStatusCode())));
        } else {
            LOG.error("{} {} failed", ctx.request().method(), ctx.normalizedPath(), cause);
            json(ctx, 500, error("internal error"));
        }
    }

    /** The failure handler of a router. */
    public static void failure(RoutingContext ctx) {
        Throwable cause = ctx.failure();
        if (cause != null) {
            failure(ctx, cause);
        } else {
            json(ctx, ctx.statusCode(), error(words(ctx.statusCode())));
        }
    }

    /**
     * Answers 405 to every method that is not allowed for a path.
     *
     * @param allowed the path's methods, separated by commas
     */
    public static void methodNotAllowed(RoutingContext ctx, String allowed) {
        ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
        json(ctx, 405, error(words(405)));
    }

    /** The JSON body of an error. */
    public static JsonObject error(String message) {
        return new JsonObject().put("error", message);
    }

    /** Sends {@code body} with the refusal's status and headers. */
    public static void refusal(RoutingContext ctx, Refusal refusal, JsonObject body) {
        HttpServerResponse response = ctx.response();
        RateWindow window = refusal.window();
        if (window != null) {
            rateLimitHeaders(response, window);
            response.putHeader("Retry-After", Long.toString(window.resetSeconds()));
            sentryRateLimits(response, window);
        } else if (refusal.kind() == Refusal.Kind.UNAVAILABLE) {
            response.putHeader("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
        json(ctx, refusal.kind().httpStatus(), body);
    }

    /**
     * Sets {@code X-RateLimit-*}. Every response to an event has these headers, whether the event was accepted or not.
     */
    public static void rateLimitHeaders(HttpServerResponse response, RateWindow window) {
        response.putHeader("X-RateLimit-Limit", Long.toString(window.limit()))
                .putHeader("X-RateLimit-Remaining", Long.toString(window.remaining()))
                .putHeader("X-RateLimit-Reset", Long.toString(window.resetSeconds()));
    }

    /**
     * Sets {@code X-Sentry-Rate-Limits}: until the window ends, Sentry's clients hold back the categories that would be
     * charged, and no others.
     */
    public static void sentryRateLimits(HttpServerResponse response, RateWindow window) {
        response.putHeader("X-Sentry-Rate-Limits", window.resetSeconds() + SENTRY_CHARGED);
    }

    /** The error text of a status for which there is no more specific text. */
    static String words(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 404 -> "not found";
            case 405 -> "method not allowed";
            case 413 -> "request too large";
            case 414 -> "request target too long";
            case 431 -> "request headers too large";
            default -> "request failed";
        };
    }
}
