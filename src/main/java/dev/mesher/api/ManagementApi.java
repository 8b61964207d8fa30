package dev.mesher.api;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.db.Database;
import dev.mesher.http.Answers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The routes of the management API, all of them, each behind the same door. */
public final class ManagementApi {
    private static final String PROJECT = "/api/v1/projects/:project";
    private static final String ISSUE = "/api/v1/issues/:issue";

    private final Access access;
    private final ProjectRoutes projects;
    private final IssueRoutes issues;
    private final IssueActions actions;
    private final EventRoutes events;

    /**
     * @param trustedProxies IP addresses whose forwarding headers are believed
     * @throws IllegalArgumentException when one of them is no IP address
     */
    public ManagementApi(Database database, AuthMode auth, Collection<String> trustedProxies) {
        Pool pool = database.pool();
        ProjectStore projectStore = new ProjectStore(pool);
        IssueStore issueStore = new IssueStore(pool);
        this.access = new Access(new AccessRule(auth, trustedProxies));
        this.projects = new ProjectRoutes(projectStore, new TagStore(pool));
        this.issues = new IssueRoutes(projectStore, issueStore, new EventListStore(pool));
        this.actions = new IssueActions(new IssueActionStore(pool));
        this.events = new EventRoutes(new EventStore(pool));
    }

    /** Adds the routes, and JSON answers for what the router itself turns away. */
    public void mount(Router router) {
        List.of(400, 404, 405, 413, 414).forEach(status -> router.errorHandler(status, Answers::failure));
        get(router, PROJECT + "/settings", projects::settings);
        post(router, PROJECT + "/settings", projects::change);
        get(router, PROJECT + "/storage", projects::storage);
        get(router, PROJECT + "/events/count", projects::count);
        get(router, PROJECT + "/events/tags", projects::countedTags);
        get(router, PROJECT + "/issues", issues::list);
        get(router, ISSUE + "/events", issues::events);
        get(router, ISSUE + "/timeline", issues::timeline);
        get(router, "/api/v1/events/:event", events::detail);
        post(router, ISSUE + "/resolve", actions::resolve);
        post(router, ISSUE + "/unresolve", actions::unresolve);
        post(router, ISSUE + "/archive", actions::archive);
        post(router, ISSUE + "/discard", actions::discard);
        post(router, ISSUE + "/delete", actions::delete);
        post(router, ISSUE + "/assign", actions::assign);
    }

    private void get(Router router, String path, Function<RoutingContext, Future<?>> work) {
        Route unused = route(router, HttpMethod.GET, path).handler(ctx -> Replies.send(ctx, work.apply(ctx)));
    }

    private void post(Router router, String path, BiFunction<RoutingContext, JsonObject, Future<?>> work) {
        Route unused = route(router, HttpMethod.POST, path)
                .handler(ctx -> Replies.send(ctx, JsonBody.read(ctx).compose(body -> work.apply(ctx, body))));
    }

    private Route route(Router router, HttpMethod method, String path) {
        return router.route(method, path).handler(access).failureHandler(Answers::failure);
    }
}
