package dev.mesher.ingest;

import dev.mesher.event.Attempt;
import dev.mesher.event.Refusal;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Mesh-Continuity-Request-Key}: what a request is found by again, on the way in and out.
 *
 * @param attempt with the client's key when there is a good one
 * @param fault why the client's key is none
 */
record RequestKey(Attempt attempt, @Nullable Refusal fault) {
    static final String HEADER = "X-Mesh-Continuity-Request-Key";

    /** The request's; every answer carries it from now on. */
    static RequestKey of(RoutingContext ctx) {
        RequestKey key = sent(ctx.request().getHeader(HEADER));
        ctx.response().putHeader(HEADER, key.attempt.key());
        return key;
    }

    /** @throws Refusal 400 when the client's key is none */
    Attempt checked() {
        if (fault != null) {
            throw fault;
        }
        return attempt;
    }

    /** What a record says of a request that failed. */
    static String words(Throwable cause) {
        return cause instanceof Refusal refusal ? refusal.getMessage() : "internal error";
    }

    private static RequestKey sent(@Nullable String key) {
        try {
            return new RequestKey(key == null ? Attempt.unnamed() : Attempt.named(key), null);
        } catch (Refusal bad) {
            return new RequestKey(Attempt.unnamed(), bad);
        }
    }
}
