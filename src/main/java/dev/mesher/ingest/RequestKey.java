package dev.mesher.ingest;

import dev.mesher.event.Attempt;
import dev.mesher.event.Refusal;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code X-Mesh-Continuity-Request-Key}: what a request is found by again, on the way in and out. */
final class RequestKey {
    static final String HEADER = "X-Mesh-Continuity-Request-Key";

    private RequestKey() {}

    /** The request's attempt, with the client's key when there is a good one; every answer carries the key from now on. */
    static Attempt attempt(RoutingContext ctx) {
        Attempt attempt;
        try {
            String key = sent(ctx);
            attempt = key == null ? Attempt.unnamed() : Attempt.named(key);
        } catch (Refusal bad) {
            attempt = Attempt.unnamed();
        }
        ctx.response().putHeader(HEADER, attempt.key());
        return attempt;
    }

    /** @throws Refusal 400 when the client's key is none */
    static void check(RoutingContext ctx) {
        String key = sent(ctx);
        if (key != null) {
            Attempt unused = Attempt.named(key);
        }
    }

    /** What a record says of a request that failed. */
    static String words(Throwable cause) {
        return cause instanceof Refusal refusal ? refusal.getMessage() : "internal error";
    }

    private static @Nullable String sent(RoutingContext ctx) {
        return ctx.request().getHeader(HEADER);
    }
}
