package dev.mesher.api;

import dev.mesher.access.Gate;
import dev.mesher.db.Database;
import dev.mesher.http.Answers;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.util.Map;

/** The routes of the management API, all of them, each behind the same door. */
public final class ManagementApi {
    private static final String PROJECT = "/api/v1/projects/:project";
    private static final String ISSUE = "/api/v1/issues/:issue";

    /** What the router answers by itself: 400 is its word for percent codes that it cannot decode. */
    private static final Map<Integer, String> ROUTER_ERRORS =
            Map.of(400, "malformed path or query", 404, "not found", 405, "method not allowed");

    private final Gate gate;
    private final TargetStore targets;
    private final ProjectRoutes projects;
    private final IssueRoutes issues;
    private final IssueActions actions;
    private final EventRoutes events;
    private final SearchRoutes search;
    private final DashboardRoutes dashboard;

    public ManagementApi(Database database, Gate gate) {
        Pool pool = database.pool();
        EventStore eventStore = new EventStore(pool);
        this.gate = gate;
        this.targets = new TargetStore(pool, eventStore);
        this.projects = new ProjectRoutes(new ProjectStore(pool), new TagStore(pool), new ItemStore(pool));
        this.issues = new IssueRoutes(new IssueStore(pool), new EventListStore(pool));
        this.search = new SearchRoutes(new SearchStore(pool), new EventListStore(pool));
        this.dashboard = new DashboardRoutes(new DashboardStore(pool));
        this.actions = new IssueActions(new IssueActionStore(pool));
        this.events = new EventRoutes(eventStore);
    }

    /** Adds the routes, and JSON answers for what the router itself turns away. */
    public void mount(Router router) {
        ROUTER_ERRORS.forEach(
                (status, words) -> router.errorHandler(status, ctx -> Answers.json(ctx, status, Answers.error(words))));
        Endpoints to = new Endpoints(router, gate, targets);
        to.get(PROJECT + "/settings", Needs.MEMBER, projects::settings);
        to.post(PROJECT + "/settings", Needs.ADMIN, projects::change);
        to.get(PROJECT + "/storage", Needs.MEMBER, projects::storage);
        to.get(PROJECT + "/events/count", Needs.MEMBER, projects::count);
        to.get(PROJECT + "/events/tags", Needs.MEMBER, projects::countedTags);
        to.get(PROJECT + "/events/search", Needs.MEMBER, search::search);
        to.get(PROJECT + "/sessions/:session/events", Needs.MEMBER, search::session);
        to.get(PROJECT + "/items", Needs.MEMBER, projects::items);
        to.get(PROJECT + "/dashboard/volume", Needs.MEMBER, dashboard::volume);
        to.get(PROJECT + "/dashboard/levels", Needs.MEMBER, dashboard::levels);
        to.get(PROJECT + "/dashboard/top-issues", Needs.MEMBER, dashboard::topIssues);
        to.get(PROJECT + "/dashboard/tags", Needs.MEMBER, dashboard::tags);
        to.get(PROJECT + "/dashboard/health", Needs.MEMBER, dashboard::health);
        to.get(PROJECT + "/issues", Needs.MEMBER, issues::list);
        to.get(ISSUE + "/events", Needs.MEMBER, issues::events);
        to.get(ISSUE + "/timeline", Needs.MEMBER, issues::timeline);
        to.get("/api/v1/events/:event", Needs.MEMBER, events::detail);
        to.post(ISSUE + "/resolve", Needs.MEMBER, actions::resolve);
        to.post(ISSUE + "/unresolve", Needs.MEMBER, actions::unresolve);
        to.post(ISSUE + "/archive", Needs.MEMBER, actions::archive);
        to.post(ISSUE + "/discard", Needs.MEMBER, actions::discard);
        to.post(ISSUE + "/delete", Needs.MEMBER, actions::delete);
        to.post(ISSUE + "/assign", Needs.MEMBER, actions::assign);
        to.refuseOtherMethods();
    }
}
