package dev.mesher.api;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.db.Database;
import dev.mesher.http.Answers;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.Map;

/** The routes of the management API, all of them, each behind the same door. */
public final class ManagementApi {
    private static final String PROJECT = "/api/v1/projects/:project";
    private static final String ISSUE = "/api/v1/issues/:issue";

    /** What the router answers by itself: 400 is its word for percent codes that it cannot decode. */
    private static final Map<Integer, String> ROUTER_ERRORS =
            Map.of(400, "malformed path or query", 404, "not found", 405, "method not allowed");

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

    /** Lets through whoever may call these routes; for the operator's routes, which stand behind the same door. */
    public Handler<RoutingContext> access() {
        return access;
    }

    /** Adds the routes, and JSON answers for what the router itself turns away. */
    public void mount(Router router) {
        ROUTER_ERRORS.forEach(
                (status, words) -> router.errorHandler(status, ctx -> Answers.json(ctx, status, Answers.error(words))));
        Endpoints to = new Endpoints(router, access);
        to.get(PROJECT + "/settings", projects::settings);
        to.post(PROJECT + "/settings", projects::change);
        to.get(PROJECT + "/storage", projects::storage);
        to.get(PROJECT + "/events/count", projects::count);
        to.get(PROJECT + "/events/tags", projects::countedTags);
        to.get(PROJECT + "/issues", issues::list);
        to.get(ISSUE + "/events", issues::events);
        to.get(ISSUE + "/timeline", issues::timeline);
        to.get("/api/v1/events/:event", events::detail);
        to.post(ISSUE + "/resolve", actions::resolve);
        to.post(ISSUE + "/unresolve", actions::unresolve);
        to.post(ISSUE + "/archive", actions::archive);
        to.post(ISSUE + "/discard", actions::discard);
        to.post(ISSUE + "/delete", actions::delete);
        to.post(ISSUE + "/assign", actions::assign);
        to.refuseOtherMethods();
    }
}
