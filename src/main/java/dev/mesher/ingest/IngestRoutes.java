package dev.mesher.ingest;

import dev.mesher.decode.Inflate;
import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import dev.mesher.http.Body;
import dev.mesher.http.BodyPace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/events} and {@code /api/v1/events/bulk}, for clients with a project's ingest key. */
final class IngestRoutes {
    private final Vertx vertx;
    private final Door door;
    private final IngestChain chain;
    private final IngestObserver observer;

    IngestRoutes(Vertx vertx, Door door, IngestChain chain, IngestObserver observer) {
        this.vertx = vertx;
        this.door = door;
        this.chain = chain;
        this.observer = observer;
    }

    void mount(Router router) {
        mount(router, "/api/v1/events", NativeForm.SINGLE);
        mount(router, "/api/v1/events/bulk", NativeForm.BULK);
    }

    private void mount(Router router, String path, NativeForm form) {
        Route unused = router.post(path)
                .handler(ctx -> observer.serve(ctx, attempt -> serve(ctx, attempt, form), Answers::failure));
        Route unusedOthers = router.route(path).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, "POST");
            Answers.json(ctx, 405, Answers.error("method not allowed"));
        });
    }

    private Future<Void> serve(RoutingContext ctx, Attempt attempt, NativeForm form) {
        Project project = door.project(IngestKey.find(ctx.request()));
        return observer.ofProject(project, () -> serve(ctx, project, attempt, form));
    }

    private Future<Void> serve(RoutingContext ctx, Project project, Attempt attempt, NativeForm form) {
        String encoding = ctx.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        Inflate.checkKnown(encoding);
        // A body beyond the limit gets a 413 from the reader of the body. It should not get a 503 here.
        door.check(project.id(), Math.min(Body.announced(ctx.request()), form.maxBytes()));
        return Door.holding(door.inFlight().project(project.id()), lease -> new Body(
                                vertx, ctx.request(), lease, BodyPace.KNOWN)
                        .whole(form.maxBytes())
                        .compose(body -> chain.take(new NativeBody(project, attempt, body, encoding, lease), form)))
                .map(answer -> {
                    if (form.bulk()) {
                        bulk(ctx, project, attempt, answer);
                    } else {
                        single(ctx, project, answer);
                    }
                    return null;
                });
    }

    private void single(RoutingContext ctx, Project project, IngestAnswer answer) {
        Receipt receipt = answer.receipt();
        observer.results(project, answer.results());
        rateLimitHeaders(ctx, answer);
        Answers.json(ctx, 202, IngestAnswers.encoded(receipt));
    }

    private void bulk(RoutingContext ctx, Project project, Attempt attempt, IngestAnswer answer) {
        observer.results(project, answer.results());
        rateLimitHeaders(ctx, answer);
        JsonObject json = IngestAnswers.bulk(answer.results());
        Refusal refusal = answer.refusal();
        if (refusal == null) {
            Answers.json(ctx, 202, json);
        } else {
            observer.records().refused(attempt, refusal.getMessage());
            Answers.refusal(ctx, asWhole(refusal), json.put("status", "refused").put("error", refusal.getMessage()));
        }
    }

    private static void rateLimitHeaders(RoutingContext ctx, IngestAnswer answer) {
        RateWindow window = answer.window();
        if (window != null) {
            Answers.rateLimitHeaders(ctx.response(), window);
        }
    }

    /**
     * The refusal of the whole request. A 413 becomes a 400, since the single events are too large and not the body.
     */
    private static Refusal asWhole(Refusal worst) {
        return worst.kind() == Refusal.Kind.TOO_LARGE ? Refusal.malformed(worst.getMessage()) : worst;
    }
}
