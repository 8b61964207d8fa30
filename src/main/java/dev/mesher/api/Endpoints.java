package dev.mesher.api;

import dev.mesher.http.Answers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Puts routes behind the door, and knows which methods each path has. */
final class Endpoints {
    private final Router router;
    private final Access access;
    private final Map<String, String> methods = new LinkedHashMap<>();

    Endpoints(Router router, Access access) {
        this.router = router;
        this.access = access;
    }

    /** What {@code work} comes to is the answer. */
    void get(String path, Function<RoutingContext, Future<?>> work) {
        Route unused = route(HttpMethod.GET, path).handler(ctx -> Replies.send(ctx, work.apply(ctx)));
    }

    /** What {@code work} comes to, with the request's JSON object, is the answer. */
    void post(String path, BiFunction<RoutingContext, JsonObject, Future<?>> work) {
        Route unused = route(HttpMethod.POST, path)
                .handler(ctx -> Replies.send(ctx, JsonBody.read(ctx).compose(body -> work.apply(ctx, body))));
    }

    /** Answers 405 for the paths so far, behind every other route, whoever adds it and when. */
    void refuseOtherMethods() {
        methods.forEach((path, allowed) -> {
            Route unused = router.route(path).last().handler(ctx -> {
                ctx.response().putHeader("Allow", allowed);
                Answers.json(ctx, 405, Answers.error("method not allowed"));
            });
        });
    }

    private Route route(HttpMethod method, String path) {
        methods.merge(path, method.name(), (before, more) -> before + ", " + more);
        return router.route(method, path).handler(access).failureHandler(Answers::failure);
    }
}
