package dev.mesher.api.endpoint;

import dev.mesher.access.Gate;
import dev.mesher.access.Principal;
import dev.mesher.access.Scope;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import dev.mesher.text.SearchPattern;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.MatchResult;

/**
 * Adds routes behind access control. Before a route runs, the caller is authenticated, the target in the path is found
 * among what the caller may see, and the caller's role is checked. Knows every route, and the methods of each path.
 */
public final class Endpoints {
    private static final SearchPattern PARAMETER = SearchPattern.of(":([a-z]++)", 200);

    private final Router router;
    private final Gate gate;
    private final TargetStore targets;
    private final JsonBody bodies;
    private final List<Endpoint> all = new ArrayList<>();
    private final Map<String, String> methods = new LinkedHashMap<>();

    public Endpoints(Router router, Gate gate, TargetStore targets, JsonBody bodies) {
        this.router = router;
        this.gate = gate;
        this.targets = targets;
        this.bodies = bodies;
    }

    /** Adds a GET route. The result of {@code work} is the answer. HEAD gets the same answer without its body. */
    public void get(String path, Needs needs, Function<ApiCall, Future<?>> work) {
        route(new Endpoint(HttpMethod.GET, path, needs), work);
    }

    /** Adds a POST route. The call has the request's JSON object. */
    public void post(String path, Needs needs, Function<ApiCall, Future<?>> work) {
        route(new Endpoint(HttpMethod.POST, path, needs), work);
    }

    /**
     * Adds a POST route whose sender signs the body instead of signing in.
     *
     * @param lookup finds by what the signature is checked, before the body is read
     * @param work takes what was found, and the body as it was sent
     */
    public <T> void postSigned(
            String path, Function<ApiCall, Future<T>> lookup, BiFunction<T, Buffer, Future<?>> work) {
        Endpoint endpoint = new Endpoint(HttpMethod.POST, path, Needs.NOTHING);
        add(endpoint, ctx -> bodies.leaveUnread(ctx.request(), () -> callee(ctx, endpoint)
                        .compose(callee ->
                                lookup.apply(new ApiCall(ctx, callee.caller, callee.target, new JsonObject()))))
                .compose(found -> bodies.readUnparsed(ctx.request()).compose(body -> work.apply(found, body))));
    }

    public List<Endpoint> all() {
        return List.copyOf(all);
    }

    /** Answers 405 for other methods on the paths added so far. It runs after every other route, whoever added it. */
    public void refuseOtherMethods() {
        methods.forEach((path, allowed) -> {
            Route unused = router.route(path).last().handler(ctx -> Answers.methodNotAllowed(ctx, allowed));
        });
    }

    private void route(Endpoint endpoint, Function<ApiCall, Future<?>> work) {
        add(endpoint, ctx -> serve(ctx, endpoint, work));
    }

    private void add(Endpoint endpoint, Function<RoutingContext, Future<?>> work) {
        all.add(endpoint);
        boolean reads = HttpMethod.GET.equals(endpoint.method());
        methods.merge(
                endpoint.path(),
                reads ? "GET, HEAD" : endpoint.method().name(),
                (before, more) -> before + ", " + more);
        Route route = router.route(endpoint.method(), endpoint.path());
        Route unused = (reads ? route.method(HttpMethod.HEAD) : route)
                .handler(ctx -> Replies.send(ctx, work.apply(ctx)))
                .failureHandler(Answers::failure);
    }

    private Future<?> serve(RoutingContext ctx, Endpoint endpoint, Function<ApiCall, Future<?>> work) {
        if (!HttpMethod.POST.equals(endpoint.method())) {
            return callee(ctx, endpoint)
                    .compose(callee -> work.apply(new ApiCall(ctx, callee.caller, callee.target, new JsonObject())));
        }
        return bodies.leaveUnread(ctx.request(), () -> callee(ctx, endpoint))
                .compose(callee -> bodies.read(ctx.request(), endpoint.needs() != Needs.NOTHING)
                        .compose(json -> work.apply(new ApiCall(ctx, callee.caller, callee.target, json))));
    }

    private record Callee(Principal caller, Target target) {}

    private Future<Callee> callee(RoutingContext ctx, Endpoint endpoint) {
        return admit(ctx, endpoint)
                .compose(caller -> target(ctx, caller, endpoint).map(target -> new Callee(caller, target)));
    }

    private Future<Principal> admit(RoutingContext ctx, Endpoint endpoint) {
        Optional<Scope> scope = endpoint.needs().scope(endpoint.method());
        if (scope.isEmpty()) {
            return gate.admitAnyone(ctx.request());
        }
        return gate.admit(ctx.request())
                .compose(caller -> caller.allows(scope.get())
                        ? Future.succeededFuture(caller)
                        : Future.failedFuture(scope.get().refusal()));
    }

    private Future<Target> target(RoutingContext ctx, Principal caller, Endpoint endpoint) {
        if (endpoint.needs() == Needs.OPERATOR) {
            return caller.operator() ? Future.succeededFuture(Target.NONE) : Future.failedFuture(notOperator());
        }
        MatchResult first = PARAMETER.first(endpoint.path());
        if (endpoint.needs().role().isEmpty() || first == null) {
            return Future.succeededFuture(Target.NONE);
        }
        String parameter = first.group(1);
        return targets.find(caller, parameter, ctx.pathParam(parameter))
                .compose(target -> allowed(caller, target, endpoint.needs())
                        ? Future.succeededFuture(target)
                        : Future.failedFuture(notAllowed()));
    }

    private static Refusal notAllowed() {
        return Refusal.forbidden("your role does not allow this");
    }

    private static Refusal notOperator() {
        return Refusal.forbidden("only an operator may do this");
    }

    private static boolean allowed(Principal caller, Target target, Needs needs) {
        return needs.role()
                .map(needed -> target.organization() != null
                        && caller.roleIn(target.organization())
                                .map(role -> role.covers(needed))
                                .orElse(false))
                .orElse(true);
    }
}
