package dev.mesher.api;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done to an issue. Each answers {@code {"status":"ok"}}, also when it was so already. */
final class IssueActions {
    private final IssueActionStore issues;

    IssueActions(IssueActionStore issues) {
        this.issues = issues;
    }

    Future<JsonObject> resolve(Call call) {
        return done(issues.resolve(call.id()));
    }

    Future<JsonObject> unresolve(Call call) {
        return done(issues.setStatus(call.id(), IssueFilter.Status.UNRESOLVED));
    }

    Future<JsonObject> archive(Call call) {
        return done(issues.setStatus(call.id(), IssueFilter.Status.ARCHIVED));
    }

    Future<JsonObject> discard(Call call) {
        return done(issues.setStatus(call.id(), IssueFilter.Status.DISCARDED));
    }

    Future<JsonObject> delete(Call call) {
        return done(issues.delete(call.id()));
    }

    Future<JsonObject> assign(Call call) {
        return done(issues.assign(call.id(), assignee(call.body())));
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
