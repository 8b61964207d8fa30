package dev.mesher.ingest;

import dev.mesher.event.Attempt;
import dev.mesher.event.Refusal;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The key of a request, which identifies it in responses and records. Its header is
 * {@code X-Mesh-Continuity-Request-Key}.
 *
 * @param attempt with the client's key if that is valid, or else with a new key
 * @param fault why the client's key is invalid; null when it is valid or missing
 */
record RequestKey(Attempt attempt, @Nullable Refusal fault) {
    static final String HEADER = "X-Mesh-Continuity-Request-Key";

    /** Reads the key of a request. Its response has the key as a header, whatever the outcome is. */
    static RequestKey of(RoutingContext ctx) {
        RequestKey key = sent(ctx.request().getHeader(HEADER));
        ctx.response().putHeader(HEADER, key.attempt.key());
        return key;
    }

    /**
     * The attempt.
     *
     * @throws Refusal 400 when the client's key is invalid
     */
    Attempt checked() {
        if (fault != null) {
            throw fault;
        }
        return attempt;
    }

    /** The reason that is recorded for a request that failed. */
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
