package dev.mesher.api;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Lists of issues, and of one issue's events. */
final class IssueRoutes {
    private final ProjectStore projects;
    private final IssueStore issues;
    private final EventListStore events;

    IssueRoutes(ProjectStore projects, IssueStore issues, EventListStore events) {
        this.projects = projects;
        this.issues = issues;
        this.events = events;
    }

    Future<JsonObject> list(RoutingContext ctx) {
        IssueFilter filter = IssueFilter.of(Parameters.of(ctx));
        return ProjectRoutes.project(projects, ctx).compose(project -> issues.list(project, filter));
    }

    Future<JsonObject> events(RoutingContext ctx) {
        Parameters query = Parameters.of(ctx);
        int limit = query.limit();
        Optional<Cursor> after = query.cursor(Cursor.Kind.TIME);
        return ofIssue(ctx, issue -> events.page(issue, limit, after));
    }

    Future<JsonArray> timeline(RoutingContext ctx) {
        int limit = Parameters.of(ctx).limit();
        return ofIssue(ctx, issue -> events.timeline(issue, limit));
    }

    /** The issue that the path names. */
    static UUID issue(RoutingContext ctx) {
        return Parameters.uuid("issue", ctx.pathParam("issue"));
    }

    private <T> Future<T> ofIssue(RoutingContext ctx, Function<UUID, Future<T>> query) {
        UUID issue = issue(ctx);
        return issues.exists(issue)
                .compose(found -> found ? query.apply(issue) : Future.failedFuture(Refusal.notFound("issue")));
    }
}
