package dev.mesher.api.endpoint;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the result of a route as the answer. */
public final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    /**
     * Sends what {@code result} completes with, with status 200 unless it is a {@link Reply}. If it fails, sends the
     * matching refusal.
     */
    static void send(RoutingContext ctx, Future<?> result) {
        result.onSuccess(done -> {
                    Reply reply = done instanceof Reply own ? own : new Reply(200, done);
                    if (reply.status() == 200 && isRead(ctx)) {
                        ReadAnswer.send(ctx, reply.body());
                    } else if (!reply.isSent()) {
                        Answers.json(ctx, reply.status(), reply.body());
                    }
                })
                .onFailure(cause -> fail(ctx, cause));
    }

    private static boolean isRead(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        return HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
    }

    /** Once the headers are sent, the only way to report a failure is to close the connection. */
    private static void fail(RoutingContext ctx, Throwable cause) {
        if (ctx.response().headWritten()) {
            LOG.debug("an answer failed after its headers were sent", cause);
            ctx.request().connection().close().onFailure(gone -> LOG.debug("client left before its answer", gone));
        } else {
            Answers.failure(ctx, refusal(cause));
        }
    }

    public static JsonObject ok() {
        return new JsonObject().put("status", "ok");
    }

    /** Turns a failure of the database into a refusal. Other failures are returned unchanged. */
    static Throwable refusal(Throwable cause) {
        if (cause instanceof Refusal) {
            return cause;
        }
        if (SqlFailure.unavailable(cause)) {
            LOG.warn("PostgreSQL does not answer: {}", cause.toString());
            return Refusal.unavailable("the database is not available");
        }
        String state = SqlFailure.state(cause);
        return state != null && state.startsWith("22") ? Refusal.malformed("a value is out of range") : cause;
    }
}
