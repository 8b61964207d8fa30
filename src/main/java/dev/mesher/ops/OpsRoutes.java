package dev.mesher.ops;

import dev.mesher.http.Answers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /healthz}, {@code /readyz} and {@code /metrics}. {@code access} decides who may call them. */
public final class OpsRoutes {
    private final Health health;
    private final PrometheusMeterRegistry meters;
    private final Handler<RoutingContext> access;

    public OpsRoutes(Health health, PrometheusMeterRegistry meters, Handler<RoutingContext> access) {
        this.health = health;
        this.meters = meters;
        this.access = access;
    }

    public void mount(Router router) {
        Route unusedHealth = read(router, "/healthz")
                .handler(access)
                .handler(ctx -> answer(ctx, Future.succeededFuture(health.alive())));
        Route unusedReady = read(router, "/readyz").handler(access).handler(ctx -> answer(ctx, health.ready()));
        Route unusedMetrics = read(router, "/metrics").handler(access).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
            Answers.end(ctx, Buffer.buffer(meters.scrape()));
        });
    }

    /** Takes GET and HEAD, since some probes use HEAD. */
    static Route read(Router router, String path) {
        Route unused = router.route(path).last().handler(ctx -> Answers.methodNotAllowed(ctx, "GET, HEAD"));
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void answer(RoutingContext ctx, Future<Health.Report> report) {
        report.onSuccess(made -> Answers.json(ctx, made.httpStatus(), made.body()))
                .onFailure(ctx::fail);
    }
}
