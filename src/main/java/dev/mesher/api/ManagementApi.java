package dev.mesher.api;

import dev.mesher.access.Gate;
import dev.mesher.access.TokenStore;
import dev.mesher.db.Database;
import dev.mesher.event.IssueChanged;
import dev.mesher.http.Answers;
import dev.mesher.http.InFlight;
import dev.mesher.journal.Journal;
import dev.mesher.merge.Merging;
import dev.mesher.merge.Regrouping;
import dev.mesher.payload.Dictionaries;
import dev.mesher.search.SearchStore;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All routes of the management API, all behind the same access control. */
public final class ManagementApi {
    private static final String ORG = "/api/v1/orgs/:org";
    private static final String PROJECT = "/api/v1/projects/:project";
    private static final String ISSUE = "/api/v1/issues/:issue";

    /** Errors that the router answers by itself. It answers 400 for percent encoding that it cannot decode. */
    private static final Map<Integer, String> ROUTER_ERRORS =
            Map.of(400, "malformed path or query", 404, "not found", 405, "method not allowed");

    private final Gate gate;
    private final JsonBody bodies;
    private final TargetStore targets;
    private final ProjectRoutes projects;
    private final IssueRoutes issues;
    private final IssueActions actions;
    private final MergeRoutes merges;
    private final EventRoutes events;
    private final AttachmentRoutes attachments;
    private final FeedbackRoutes feedback;
    private final AuthRoutes auth;
    private final TokenRoutes tokens;
    private final ProjectListRoutes projectList;
    private final MemberRoutes members;
    private final KeyRoutes keys;
    private final AlertRoutes alerts;
    private final SearchRoutes search;
    private final DashboardRoutes dashboard;
    private final JournalRoutes journal;

    /**
     * @param followers receive each change of an issue once it is committed
     */
    public ManagementApi(
            Vertx vertx,
            Database database,
            Gate gate,
            InFlight inFlight,
            Dictionaries dictionaries,
            Journal journal,
            Consumer<IssueChanged> followers) {
        Pool pool = database.pool();
        EventDetailStore eventStore = new EventDetailStore(pool);
        this.gate = gate;
        this.bodies = new JsonBody(vertx, inFlight);
        this.targets = new TargetStore(pool, eventStore);
        this.projects = new ProjectRoutes(new ProjectStore(pool), new TagStore(pool), new ItemStore(pool));
        this.issues = new IssueRoutes(new IssueStore(pool), new IssueDetailStore(pool), new EventListStore(pool));
        this.actions = new IssueActions(new IssueActionStore(pool), followers);
        this.merges = new MergeRoutes(
                new Merging(vertx, pool, dictionaries), new Regrouping(vertx, pool, dictionaries), followers);
        FeedbackStore feedbackStore = new FeedbackStore(pool);
        this.events = new EventRoutes(eventStore, feedbackStore, dictionaries);
        this.attachments = new AttachmentRoutes(new AttachmentStore(pool));
        this.feedback = new FeedbackRoutes(feedbackStore);
        PersonStore people = new PersonStore(pool);
        this.auth = new AuthRoutes(gate, people);
        this.tokens = new TokenRoutes(new TokenStore(pool), Clock.systemUTC());
        this.projectList = new ProjectListRoutes(gate, people, new ProjectListStore(pool));
        this.members = new MemberRoutes(new MemberStore(pool));
        this.keys = new KeyRoutes(new KeyStore(pool));
        this.alerts = new AlertRoutes(new AlertRuleStore(pool), new AlertListStore(pool));
        this.search = new SearchRoutes(new SearchStore(vertx, pool), new EventListStore(pool));
        this.dashboard = new DashboardRoutes(new DashboardStore(pool));
        this.journal = new JournalRoutes(journal);
    }

    /** Adds the routes, and JSON answers for the router's own errors. */
    public void mount(Router router) {
        List<Endpoint> unused = endpointsOn(router);
    }

    /** Adds the routes, and returns all of them. */
    List<Endpoint> endpointsOn(Router router) {
        ROUTER_ERRORS.forEach(
                (status, words) -> router.errorHandler(status, ctx -> Answers.json(ctx, status, Answers.error(words))));
        Endpoints to = new Endpoints(router, gate, targets, bodies);
        access(to);
        to.get(PROJECT + "/settings", Needs.MEMBER, projects::settings);
        to.post(PROJECT + "/settings", Needs.ADMIN, projects::change);
        to.get(PROJECT + "/storage", Needs.MEMBER, projects::storage);
        to.get(PROJECT + "/events/count", Needs.MEMBER, projects::count);
        to.get(PROJECT + "/events/tags", Needs.MEMBER, projects::countedTags);
        to.get(PROJECT + "/events/search", Needs.MEMBER, search::search);
        to.get(PROJECT + "/sessions/:session/events", Needs.MEMBER, search::session);
        to.get(PROJECT + "/items", Needs.MEMBER, projects::items);
        to.get(PROJECT + "/feedback", Needs.MEMBER, feedback::list);
        to.get(PROJECT + "/dashboard/volume", Needs.MEMBER, dashboard::volume);
        to.get(PROJECT + "/dashboard/levels", Needs.MEMBER, dashboard::levels);
        to.get(PROJECT + "/dashboard/top-issues", Needs.MEMBER, dashboard::topIssues);
        to.get(PROJECT + "/dashboard/tags", Needs.MEMBER, dashboard::tags);
        to.get(PROJECT + "/dashboard/health", Needs.MEMBER, dashboard::health);
        to.get(PROJECT + "/issues", Needs.MEMBER, issues::list);
        to.get(ISSUE, Needs.MEMBER, issues::get);
        to.get(ISSUE + "/events", Needs.MEMBER, issues::events);
        to.get(ISSUE + "/timeline", Needs.MEMBER, issues::timeline);
        to.get("/api/v1/events/:event", Needs.MEMBER, events::detail);
        to.get("/api/v1/events/:event/attachments", Needs.MEMBER, attachments::list);
        to.get("/api/v1/attachments/:attachment", Needs.MEMBER, attachments::download);
        to.post(ISSUE + "/resolve", Needs.MEMBER, actions::resolve);
        to.post(ISSUE + "/unresolve", Needs.MEMBER, actions::unresolve);
        to.post(ISSUE + "/archive", Needs.MEMBER, actions::archive);
        to.post(ISSUE + "/discard", Needs.MEMBER, actions::discard);
        to.post(ISSUE + "/delete", Needs.MEMBER, actions::delete);
        to.post(ISSUE + "/assign", Needs.MEMBER, actions::assign);
        to.post(ISSUE + "/merge", Needs.MEMBER, merges::merge);
        to.post(ISSUE + "/unmerge", Needs.MEMBER, merges::unmerge);
        to.post(PROJECT + "/regroup", Needs.MEMBER, merges::regroup);
        alerts(to);
        to.get("/api/v1/journal", Needs.OPERATOR, journal::refused);
        to.post("/api/v1/journal/retry", Needs.OPERATOR, journal::retry);
        to.refuseOtherMethods();
        return to.all();
    }

    private void alerts(Endpoints to) {
        to.get(PROJECT + "/alert-rules", Needs.MEMBER, alerts::rules);
        to.post(PROJECT + "/alert-rules", Needs.ADMIN, alerts::create);
        to.post("/api/v1/alert-rules/:rule/toggle", Needs.ADMIN, alerts::toggle);
        to.post("/api/v1/alert-rules/:rule/delete", Needs.ADMIN, alerts::delete);
        to.get(PROJECT + "/alerts", Needs.MEMBER, alerts::alerts);
        to.post("/api/v1/alerts/:alert/acknowledge", Needs.MEMBER, alerts::acknowledge);
        to.post("/api/v1/alerts/:alert/resolve", Needs.MEMBER, alerts::resolve);
    }

    private void access(Endpoints to) {
        to.post("/api/v1/auth/login", Needs.NOTHING, auth::login);
        to.post("/api/v1/auth/logout", Needs.NOTHING, auth::logout);
        to.get("/api/v1/auth/me", Needs.SIGN_IN, auth::me);
        to.get("/api/v1/tokens", Needs.SIGN_IN, tokens::list);
        to.post("/api/v1/tokens", Needs.SIGN_IN, tokens::create);
        to.post("/api/v1/tokens/:token/revoke", Needs.SIGN_IN, tokens::revoke);
        to.get("/api/v1/orgs", Needs.SIGN_IN, projectList::organizations);
        to.get("/api/v1/projects", Needs.SIGN_IN, projectList::list);
        to.post(ORG + "/projects", Needs.ADMIN, projectList::create);
        to.get(PROJECT, Needs.MEMBER, projectList::get);
        to.get(ORG + "/members", Needs.MEMBER, members::list);
        to.post(ORG + "/members", Needs.ADMIN, members::add);
        to.post(ORG + "/members/:membership/role", Needs.ADMIN, members::setRole);
        to.post(ORG + "/members/:membership/remove", Needs.ADMIN, members::remove);
        to.get(PROJECT + "/api-keys", Needs.MEMBER, keys::list);
        to.post(PROJECT + "/api-keys", Needs.ADMIN, keys::create);
        to.post("/api/v1/api-keys/:key/revoke", Needs.ADMIN, keys::revoke);
    }
}
