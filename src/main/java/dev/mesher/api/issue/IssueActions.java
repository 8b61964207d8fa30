package dev.mesher.api.issue;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The actions on an issue. Each answers {@code {"status":"ok"}}, even when the issue was in that state before. */
public final class IssueActions implements ApiRoutes {
    private final IssueActionStore issues;
    private final Consumer<IssueChanged> followers;

    /**
     * @param followers receive each change once it is committed
     */
    public IssueActions(IssueActionStore issues, Consumer<IssueChanged> followers) {
        this.issues = issues;
        this.followers = followers;
    }

    @Override
    public void addTo(Endpoints to) {
        to.post(ISSUE + "/resolve", Needs.MEMBER, this::resolve);
        to.post(ISSUE + "/unresolve", Needs.MEMBER, this::unresolve);
        to.post(ISSUE + "/archive", Needs.MEMBER, this::archive);
        to.post(ISSUE + "/discard", Needs.MEMBER, this::discard);
        to.post(ISSUE + "/delete", Needs.MEMBER, this::delete);
        to.post(ISSUE + "/assign", Needs.MEMBER, this::assign);
    }

    Future<JsonObject> resolve(ApiCall call) {
        return done(call, IssueAction.RESOLVED, issues.resolve(call.id()));
    }

    Future<JsonObject> unresolve(ApiCall call) {
        return done(call, IssueAction.UNRESOLVED, issues.setStatus(call.id(), IssueFilter.Status.UNRESOLVED));
    }

    Future<JsonObject> archive(ApiCall call) {
        return done(call, IssueAction.ARCHIVED, issues.setStatus(call.id(), IssueFilter.Status.ARCHIVED));
    }

    Future<JsonObject> discard(ApiCall call) {
        return done(call, IssueAction.DISCARDED, issues.setStatus(call.id(), IssueFilter.Status.DISCARDED));
    }

    Future<JsonObject> delete(ApiCall call) {
        return done(call, IssueAction.DELETED, issues.delete(call.id()));
    }

    Future<JsonObject> assign(ApiCall call) {
        return done(call, IssueAction.ASSIGNED, issues.assign(call.id(), assignee(call.body())));
    }

    /**
     * The user to assign; null for nobody. An empty or null {@code user_id} and an empty body mean nobody. A body
     * without {@code user_id} but with other fields is refused.
     */
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

    private Future<JsonObject> done(ApiCall call, IssueAction action, Future<Void> change) {
        return change.map(committed -> {
            followers.accept(new IssueChanged(call.project(), call.id(), action));
            return Replies.ok();
        });
    }
}
