package dev.mesher.api;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done to an issue. Each answers {@code {"status":"ok"}}, also when it was so already. */
final class IssueActions {
    private final IssueActionStore issues;

    IssueActions(IssueActionStore issues) {
        this.issues = issues;
    }

    Future<JsonObject> resolve(RoutingContext ctx, JsonObject body) {
        return done(issues.resolve(IssueRoutes.issue(ctx)));
    }

    Future<JsonObject> unresolve(RoutingContext ctx, JsonObject body) {
        return done(issues.setStatus(IssueRoutes.issue(ctx), IssueFilter.Status.UNRESOLVED));
    }

    Future<JsonObject> archive(RoutingContext ctx, JsonObject body) {
        return done(issues.setStatus(IssueRoutes.issue(ctx), IssueFilter.Status.ARCHIVED));
    }

    Future<JsonObject> discard(RoutingContext ctx, JsonObject body) {
        return done(issues.setStatus(IssueRoutes.issue(ctx), IssueFilter.Status.DISCARDED));
    }

    Future<JsonObject> delete(RoutingContext ctx, JsonObject body) {
        return done(issues.delete(IssueRoutes.issue(ctx)));
    }

    Future<JsonObject> assign(RoutingContext ctx, JsonObject body) {
        return done(issues.assign(IssueRoutes.issue(ctx), assignee(body)));
    }

    /** An empty or null user, and an empty body, mean nobody; a body about something else is a mistake. */
    private static @Nullable UUID assignee(JsonObject body) {
        if (!body.isEmpty() && !body.containsKey("user_id")) {
            throw Refusal.malformed("user_id is missing");
        }
        Object user = body.getValue("user_id");
        if (user == null || user.equals("")) {
            return null;
        }
        if (user instanceof String text) {
            return Parameters.uuid("user_id", text);
        }
        throw Refusal.malformed("user_id must be a UUID");
    }

    private static Future<JsonObject> done(Future<Void> change) {
        return change.map(unused -> Replies.ok());
    }
}
