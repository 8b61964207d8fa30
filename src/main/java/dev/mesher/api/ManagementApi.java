package dev.mesher.api;

import dev.mesher.access.AccountStore;
import dev.mesher.access.Gate;
import dev.mesher.access.InvitationStore;
import dev.mesher.access.TokenStore;
import dev.mesher.alert.RulePreview;
import dev.mesher.api.activity.ActivityListStore;
import dev.mesher.api.activity.ActivityRoutes;
import dev.mesher.api.activity.CommentStore;
import dev.mesher.api.activity.SeenRoutes;
import dev.mesher.api.activity.SeenStore;
import dev.mesher.api.alert.AlertListStore;
import dev.mesher.api.alert.AlertRoutes;
import dev.mesher.api.alert.AlertRuleStore;
import dev.mesher.api.alert.RulePreviewRoutes;
import dev.mesher.api.change.ChangeRoutes;
import dev.mesher.api.channel.ChannelRoutes;
import dev.mesher.api.channel.ChannelStore;
import dev.mesher.api.channel.MessageLogStore;
import dev.mesher.api.channel.MessageQueueStore;
import dev.mesher.api.channel.MessageRoutes;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoint;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.JsonBody;
import dev.mesher.api.endpoint.TargetFinder;
import dev.mesher.api.endpoint.TargetStore;
import dev.mesher.api.episode.AcknowledgeRoutes;
import dev.mesher.api.episode.AlertActionStore;
import dev.mesher.api.episode.AlertTimelineStore;
import dev.mesher.api.episode.EpisodeListStore;
import dev.mesher.api.episode.EpisodeRoutes;
import dev.mesher.api.episode.LinkedEpisodeStore;
import dev.mesher.api.episode.PagerDutyRoutes;
import dev.mesher.api.episode.PagerDutyStore;
import dev.mesher.api.event.AttachmentRoutes;
import dev.mesher.api.event.AttachmentStore;
import dev.mesher.api.event.EventDetailStore;
import dev.mesher.api.event.EventListStore;
import dev.mesher.api.event.EventRoutes;
import dev.mesher.api.event.EventSearch;
import dev.mesher.api.event.EventSearchStore;
import dev.mesher.api.event.EventUserStore;
import dev.mesher.api.event.FeedbackRoutes;
import dev.mesher.api.event.FeedbackStore;
import dev.mesher.api.event.IssueEventRoutes;
import dev.mesher.api.event.IssueEventStore;
import dev.mesher.api.event.IssueTagStore;
import dev.mesher.api.event.SearchRoutes;
import dev.mesher.api.event.TaggedEventStore;
import dev.mesher.api.issue.IssueActionStore;
import dev.mesher.api.issue.IssueActions;
import dev.mesher.api.issue.IssueRoutes;
import dev.mesher.api.issue.IssueStore;
import dev.mesher.api.issue.IssueTargetStore;
import dev.mesher.api.issue.MergeRoutes;
import dev.mesher.api.issue.SavedViewRoutes;
import dev.mesher.api.issue.SavedViewStore;
import dev.mesher.api.operate.JournalRoutes;
import dev.mesher.api.operate.NodeParts;
import dev.mesher.api.operate.NodeRoutes;
import dev.mesher.api.operate.ServerRoutes;
import dev.mesher.api.people.AccountRoutes;
import dev.mesher.api.people.AuthRoutes;
import dev.mesher.api.people.InvitationRoutes;
import dev.mesher.api.people.MemberRoutes;
import dev.mesher.api.people.MemberStore;
import dev.mesher.api.people.PersonStore;
import dev.mesher.api.people.SessionCookie;
import dev.mesher.api.people.TokenRoutes;
import dev.mesher.api.project.DashboardRoutes;
import dev.mesher.api.project.DashboardStore;
import dev.mesher.api.project.ItemStore;
import dev.mesher.api.project.KeyRoutes;
import dev.mesher.api.project.KeyStore;
import dev.mesher.api.project.ProjectListRoutes;
import dev.mesher.api.project.ProjectListStore;
import dev.mesher.api.project.ProjectRoutes;
import dev.mesher.api.project.ProjectStore;
import dev.mesher.api.project.RefusalRoutes;
import dev.mesher.api.project.ReleaseListStore;
import dev.mesher.api.project.ReleaseRoutes;
import dev.mesher.api.project.TagStore;
import dev.mesher.api.project.VolumeStore;
import dev.mesher.change.ChangeStore;
import dev.mesher.db.ClockAhead;
import dev.mesher.db.Database;
import dev.mesher.event.IssueFollowers;
import dev.mesher.http.Answers;
import dev.mesher.http.InFlight;
import dev.mesher.merge.Merging;
import dev.mesher.merge.Regrouping;
import dev.mesher.payload.Dictionaries;
import dev.mesher.search.SearchStore;
import dev.mesher.told.channel.FailingChannelStore;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** All routes of the management API, all behind the same access control. */
public final class ManagementApi {
    /** Errors that the router answers by itself. It answers 400 for percent encoding that it cannot decode. */
    private static final Map<Integer, String> ROUTER_ERRORS =
            Map.of(400, "malformed path or query", 404, "not found", 405, "method not allowed");

    private final Gate gate;
    private final JsonBody bodies;
    private final TargetStore targets;
    private final List<ApiRoutes> routes;

    /**
     * @param node what is shown of this node
     * @param followers are told of each change of an issue once it is committed
     * @param messagesQueued is told how many messages a request has queued once they are committed
     */
    public ManagementApi(
            Vertx vertx,
            Database database,
            Gate gate,
            InFlight inFlight,
            Dictionaries dictionaries,
            NodeParts node,
            IssueFollowers followers,
            IntConsumer messagesQueued) {
        Pool pool = database.pool();
        EventDetailStore events = new EventDetailStore(pool);
        EventListStore eventLists = new EventListStore(pool);
        EventUserStore users = new EventUserStore(vertx, pool, dictionaries);
        IssueEventStore issueEvents = new IssueEventStore(vertx, pool, users);
        FeedbackStore feedback = new FeedbackStore(pool);
        PersonStore people = new PersonStore(pool);
        AlertActionStore actions = new AlertActionStore(pool, messagesQueued);
        SessionCookie cookie = new SessionCookie(gate);
        this.gate = gate;
        this.bodies = new JsonBody(vertx, inFlight);
        this.targets = new TargetStore(pool, finders(pool, events));
        this.routes = List.of(
                new ServerRoutes(gate, node.facts(), new FailingChannelStore(pool, ClockAhead.NONE)),
                new AuthRoutes(gate, people, cookie),
                new AccountRoutes(gate, new AccountStore(pool)),
                new InvitationRoutes(gate, cookie),
                new TokenRoutes(new TokenStore(pool), Clock.systemUTC()),
                new MemberRoutes(new MemberStore(pool)),
                new ProjectListRoutes(gate, people, new ProjectListStore(pool)),
                new KeyRoutes(new KeyStore(pool)),
                new ProjectRoutes(new ProjectStore(pool), new TagStore(pool), new ItemStore(pool)),
                new DashboardRoutes(new DashboardStore(pool), new VolumeStore(pool)),
                new RefusalRoutes(node.refusals()),
                new ReleaseRoutes(new ReleaseListStore(pool)),
                new SearchRoutes(
                        new SearchStore(vertx, pool),
                        new EventSearch(issueEvents, new TaggedEventStore(pool), new EventSearchStore(pool), users),
                        eventLists),
                new FeedbackRoutes(feedback),
                new EventRoutes(events, feedback, dictionaries),
                new IssueEventRoutes(issueEvents, new IssueTagStore(pool)),
                new AttachmentRoutes(new AttachmentStore(pool)),
                new IssueRoutes(pool),
                new SavedViewRoutes(new SavedViewStore(pool)),
                new IssueActions(new IssueActionStore(pool), followers),
                new MergeRoutes(
                        new Merging(vertx, pool, dictionaries), new Regrouping(vertx, pool, dictionaries), followers),
                new ActivityRoutes(new ActivityListStore(pool), new CommentStore(pool), followers),
                new SeenRoutes(new SeenStore(pool)),
                new RulePreviewRoutes(new RulePreview(pool)),
                new EpisodeRoutes(new EpisodeListStore(pool), new AlertTimelineStore(pool), actions),
                new AcknowledgeRoutes(new LinkedEpisodeStore(pool), actions, Clock.systemUTC()),
                new PagerDutyRoutes(new PagerDutyStore(pool), actions),
                new AlertRoutes(new AlertRuleStore(pool), new AlertListStore(pool)),
                new ChannelRoutes(new ChannelStore(pool)),
                new MessageRoutes(
                        new MessageLogStore(pool), new MessageQueueStore(pool, ClockAhead.NONE, messagesQueued)),
                new ChangeRoutes(new ChangeStore(pool), new IssueStore(pool), new AlertListStore(pool)),
                new JournalRoutes(node.journal()),
                new NodeRoutes(node.nodes()));
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
        routes.forEach(each -> each.addTo(to));
        to.refuseOtherMethods();
        return to.all();
    }

    private static Map<String, TargetFinder> finders(Pool pool, EventDetailStore events) {
        return Map.ofEntries(
                Map.entry("issue", new IssueTargetStore(pool)),
                Map.entry("event", events),
                Map.entry("invitation", TargetStore.byId(pool, InvitationStore.TARGET)),
                Map.entry("attachment", TargetStore.byId(pool, AttachmentStore.TARGET)),
                Map.entry("comment", TargetStore.byId(pool, CommentStore.TARGET)),
                Map.entry("key", TargetStore.inProject(pool, "api_keys")),
                Map.entry("view", TargetStore.inProject(pool, "saved_views")),
                Map.entry("rule", TargetStore.inProject(pool, "alert_rules")),
                Map.entry("episode", TargetStore.inProject(pool, "episodes")),
                Map.entry("alert", TargetStore.inProject(pool, "alerts")),
                Map.entry("channel", TargetStore.byId(pool, ChannelStore.TARGET)),
                Map.entry("message", TargetStore.byId(pool, MessageQueueStore.TARGET)));
    }
}
