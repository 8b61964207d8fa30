package dev.mesher.ingest;

import dev.mesher.auth.Keys;
import dev.mesher.continuity.Records;
import dev.mesher.decode.Inflate;
import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import dev.mesher.http.Body;
import dev.mesher.http.BodyPace;
import dev.mesher.http.InFlight;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/events} and {@code /api/v1/events/bulk}: for whoever holds a project's ingest key. */
final class IngestRoutes {
    private final Vertx vertx;
    private final Keys keys;
    private final Door door;
    private final InFlight inFlight;
    private final IngestChain chain;
    private final IngestMeters meters;
    private final Records records;

    IngestRoutes(
            Vertx vertx,
            Keys keys,
            Door door,
            InFlight inFlight,
            IngestChain chain,
            IngestMeters meters,
            Records records) {
        this.records = records;
        this.vertx = vertx;
        this.keys = keys;
        this.door = door;
        this.inFlight = inFlight;
        this.chain = chain;
        this.meters = meters;
    }

    void mount(Router router) {
        mount(router, "/api/v1/events", ctx -> serve(ctx, IngestChain.MAX_EVENT_BYTES, this::one));
        mount(router, "/api/v1/events/bulk", ctx -> serve(ctx, IngestChain.MAX_BULK_BYTES, this::bulk));
    }

    private static void mount(Router router, String path, Handler<RoutingContext> handler) {
        Route unused = router.post(path).handler(handler);
        Route unusedOthers = router.route(path).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, "POST");
            Answers.json(ctx, 405, Answers.error("method not allowed"));
        });
    }

    private void serve(RoutingContext ctx, int limit, Stage stage) {
        long started = System.nanoTime();
        String encoding = ctx.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        RequestKey requestKey = RequestKey.of(ctx);
        Attempt attempt = requestKey.attempt();
        letIn(ctx, requestKey, encoding, limit)
                .compose(project -> {
                    InFlight.Lease lease = inFlight.project(project.id()).lease();
                    return new Body(vertx, ctx.request(), lease, BodyPace.KNOWN)
                            .whole(limit)
                            .compose(body -> stage.run(ctx, project, attempt, body, encoding, lease))
                            .onComplete(done -> lease.release());
                })
                .onFailure(cause -> {
                    meters.refused(cause);
                    records.refused(attempt, RequestKey.words(cause));
                    Answers.failure(ctx, cause);
                })
                .onComplete(done -> meters.answered(started));
    }

    /** Everything that can be refused before a byte of the body is read. */
    private Future<Project> letIn(RoutingContext ctx, RequestKey requestKey, @Nullable String encoding, int limit) {
        try {
            requestKey.check();
            String key = IngestKey.find(ctx.request());
            Project project = key == null ? null : keys.project(key);
            if (project == null) {
                throw Refusal.unauthorized();
            }
            Inflate.checkKnown(encoding);
            // What is past the limit is refused by the reader of the body, and not for a want of room.
            door.check(project.id(), Math.min(Body.announced(ctx.request()), limit));
            return Future.succeededFuture(project);
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private Future<Void> one(
            RoutingContext ctx,
            Project project,
            Attempt attempt,
            byte[] body,
            @Nullable String encoding,
            InFlight.Lease lease) {
        return chain.take(project, attempt, body, encoding, lease).map(taken -> {
            meters.taken(taken.receipt());
            Answers.rateLimitHeaders(ctx.response(), taken.window());
            Answers.json(ctx, 202, IngestAnswers.encoded(taken.receipt()));
            return null;
        });
    }

    private Future<Void> bulk(
            RoutingContext ctx,
            Project project,
            Attempt attempt,
            byte[] body,
            @Nullable String encoding,
            InFlight.Lease lease) {
        return chain.takeBulk(project, attempt, body, encoding, lease).map(taken -> {
            Refusal worst = null;
            boolean anyTaken = false;
            for (Object result : taken.results()) {
                if (result instanceof Receipt receipt) {
                    meters.taken(receipt);
                    anyTaken = true;
                } else if (result instanceof Refusal refusal) {
                    meters.refused(refusal);
                    worst = worst == null || refusal.kind().compareTo(worst.kind()) > 0 ? refusal : worst;
                }
            }
            RateWindow window = taken.window();
            if (window != null) {
                Answers.rateLimitHeaders(ctx.response(), window);
            }
            JsonObject answer = IngestAnswers.bulk(taken.results());
            if (anyTaken || worst == null) {
                Answers.json(ctx, 202, answer);
            } else {
                records.refused(attempt, worst.getMessage());
                Answers.refusal(
                        ctx, asWhole(worst), answer.put("status", "refused").put("error", worst.getMessage()));
            }
            return null;
        });
    }

    /** Events that are too large by themselves are bad events of a body that is not. */
    private static Refusal asWhole(Refusal worst) {
        return worst.kind() == Refusal.Kind.TOO_LARGE ? Refusal.malformed(worst.getMessage()) : worst;
    }

    private interface Stage {
        Future<Void> run(
                RoutingContext ctx,
                Project project,
                Attempt attempt,
                byte[] body,
                @Nullable String encoding,
                InFlight.Lease lease);
    }
}
