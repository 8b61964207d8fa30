package dev.mesher.api;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a route comes to into its answer. */
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    /** What {@code result} holds, with 200 unless it is a {@link Reply}; or the refusal that its failure stands for. */
    static void send(RoutingContext ctx, Future<?> result) {
        result.onSuccess(done -> {
                    Reply reply = done instanceof Reply own ? own : new Reply(200, done);
                    if (!reply.isSent()) {
                        Answers.json(ctx, reply.status(), reply.body());
                    }
                })
                .onFailure(cause -> fail(ctx, cause));
    }

    /** An answer that has begun can only break off. */
    private static void fail(RoutingContext ctx, Throwable cause) {
        if (ctx.response().headWritten()) {
            LOG.debug("an answer broke off", cause);
            ctx.request().connection().close().onFailure(gone -> LOG.debug("client left before its answer", gone));
        } else {
            Answers.failure(ctx, refusal(cause));
        }
    }

    static JsonObject ok() {
        return new JsonObject().put("status", "ok");
    }

    /** A failure of the store in words for the client; anything else as it is. */
    static Throwable refusal(Throwable cause) {
        if (cause instanceof Refusal) {
            return cause;
        }
        if (SqlFailure.unavailable(cause)) {
            LOG.warn("no answer from PostgreSQL: {}", cause.toString());
            return Refusal.unavailable("the database is not available");
        }
        String state = SqlFailure.state(cause);
        return state != null && state.startsWith("22") ? Refusal.malformed("a value is out of range") : cause;
    }
}
