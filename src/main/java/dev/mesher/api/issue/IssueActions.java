package dev.mesher.api.issue;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.event.IssueFollowers;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The actions on issues. An action on one issue answers {@code {"status":"ok"}}, even when the issue was in that state
 * before. An action on many answers for each, with what an undo needs.
 */
public final class IssueActions implements ApiRoutes {
    private final IssueActionStore issues;
    private final IssueFollowers followers;

    /**
     * @param followers are told of each change once it is committed
     */
    public IssueActions(IssueActionStore issues, IssueFollowers followers) {
        this.issues = issues;
        this.followers = followers;
    }

    @Override
    public void addTo(Endpoints to) {
        to.post(ISSUE + "/resolve", Needs.MEMBER, call -> setStatus(call, IssueStatus.RESOLVED));
        to.post(ISSUE + "/unresolve", Needs.MEMBER, call -> setStatus(call, IssueStatus.UNRESOLVED));
        to.post(ISSUE + "/archive", Needs.MEMBER, call -> setStatus(call, IssueStatus.ARCHIVED));
        to.post(ISSUE + "/discard", Needs.MEMBER, call -> setStatus(call, IssueStatus.DISCARDED));
        to.post(ISSUE + "/delete", Needs.MEMBER, call -> setStatus(call, IssueStatus.DELETED));
        to.post(ISSUE + "/assign", Needs.MEMBER, this::assign);
        to.post(PROJECT + "/issues/actions", Needs.MEMBER, this::many);
    }

    private Future<JsonObject> setStatus(ApiCall call, IssueStatus status) {
        return one(call, new IssueOrder.SetStatus(status));
    }

    /** An empty body means nobody. A body without {@code user_id} but with other fields is refused. */
    private Future<JsonObject> assign(ApiCall call) {
        JsonObject body = call.body();
        return one(call, new IssueOrder.Assign(body.isEmpty() ? null : assignee(body)));
    }

    /**
     * The user to assign; null for nobody, which an empty or null {@code user_id} means.
     *
     * @throws Refusal when the field is missing or malformed
     */
    static @Nullable UUID assignee(JsonObject body) {
        if (!body.containsKey("user_id")) {
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

    private Future<JsonObject> one(ApiCall call, IssueOrder order) {
        return apply(call, List.of(call.id()), order).map(acted -> {
            if (acted.accepted().isEmpty()) {
                throw Refusal.notFound("issue");
            }
            return Replies.ok();
        });
    }

    private Future<JsonObject> many(ApiCall call) {
        IssuesRequest request = IssuesRequest.parse(call.body());
        return apply(call, request.issues(), request.order()).map(acted -> new JsonObject()
                .put(
                        "results",
                        new JsonArray(
                                request.issues().stream().map(acted::result).toList())));
    }

    private Future<ActedIssues> apply(ApiCall call, List<UUID> of, IssueOrder order) {
        return issues.apply(call.project(), of, order, call.caller().user()).onSuccess(acted -> {
            acted.changes().forEach(followers::changed);
            acted.added().forEach(followers::added);
        });
    }
}
