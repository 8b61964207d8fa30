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

/** JSON answers, and the one place that turns a failure into an answer. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** How long a client should stay away when there is no room, in seconds. */
    private static final int RETRY_AFTER_SECONDS = 1;

    /** Categories that are charged to the window; then the scope, and the reason. */
    private static final String SENTRY_CHARGED =
            ":default;error;security;attachment;feedback;user_report:project:rate_limited";

    private Answers() {}

    /**
     * Sends {@code body} (a JSON object, an array, or a record that Jackson can write; a buffer is JSON already).
     */
    public static void json(RoutingContext ctx, int status, Object body) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            LOG.debug("status {} is not sent: the client has left, or has its answer", status);
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        end(ctx, body instanceof Buffer encoded ? encoded : Json.encodeToBuffer(body));
    }

    /** Sends {@code body} under the headers that are set. An answer to HEAD has its length, and not the body. */
    public static void end(RoutingContext ctx, Buffer body) {
        HttpServerResponse response = ctx.response();
        Future<Void> ended = HttpMethod.HEAD.equals(ctx.request().method())
                ? response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                        .end()
                : response.end(body);
        ended.onFailure(gone -> LOG.debug("client left before its answer", gone));
    }

    /** Answers {@code {"error": …}} for a refusal; anything else is a fault of ours: logged, and a bare 500. */
    public static void failure(RoutingContext ctx, Throwable cause) {
        if (cause instanceof Refusal refusal) {
            refusal(ctx, refusal, error(refusal.getMessage()));
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

    /** For a path whose methods are {@code allowed}, a list with commas: turns the others away. */
    public static void methodNotAllowed(RoutingContext ctx, String allowed) {
        ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
        json(ctx, 405, error(words(405)));
    }

    public static JsonObject error(String message) {
        return new JsonObject().put("error", message);
    }

    /** Answers with the refusal's status and headers, and {@code body}. */
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

    /** {@code X-RateLimit-*}, sent with each answer to an event, taken or not. */
    public static void rateLimitHeaders(HttpServerResponse response, RateWindow window) {
        response.putHeader("X-RateLimit-Limit", Long.toString(window.limit()))
                .putHeader("X-RateLimit-Remaining", Long.toString(window.remaining()))
                .putHeader("X-RateLimit-Reset", Long.toString(window.resetSeconds()));
    }

    /** Tells Sentry's clients to hold back what would be charged, and nothing else, until the window ends. */
    public static void sentryRateLimits(HttpServerResponse response, RateWindow window) {
        response.putHeader("X-Sentry-Rate-Limits", window.resetSeconds() + SENTRY_CHARGED);
    }

    /** What a status says when there is nothing more to say. */
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
