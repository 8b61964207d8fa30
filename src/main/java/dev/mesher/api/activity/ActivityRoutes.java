package dev.mesher.api.activity;

import dev.mesher.access.Role;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import dev.mesher.event.IssueFollowers;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The activity of an issue, and the comments on it. */
public final class ActivityRoutes implements ApiRoutes {
    private static final String COMMENT = "/api/v1/comments/:comment";
    private static final int MAX_COMMENT_LENGTH = 10_000;

    private final ActivityListStore activities;
    private final CommentStore comments;
    private final IssueFollowers followers;

    /**
     * @param followers are told of each comment once it is committed
     */
    public ActivityRoutes(ActivityListStore activities, CommentStore comments, IssueFollowers followers) {
        this.activities = activities;
        this.comments = comments;
        this.followers = followers;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(ISSUE + "/activity", Needs.MEMBER, this::list);
        to.post(ISSUE + "/comments", Needs.MEMBER, this::comment);
        to.post(COMMENT, Needs.MEMBER, this::edit);
        to.post(COMMENT + "/delete", Needs.MEMBER, this::delete);
    }

    Future<JsonObject> list(ApiCall call) {
        Parameters query = call.query();
        return activities.page(call.id(), query.limit(), query.cursor(Cursor.Kind.TIME));
    }

    Future<Reply> comment(ApiCall call) {
        return comments.add(call.id(), call.caller().user(), text(call.body())).map(added -> {
            followers.added(added);
            return Reply.created(new JsonObject(added.json()));
        });
    }

    Future<JsonObject> edit(ApiCall call) {
        return comments.edit(call.id(), call.caller().user(), text(call.body())).map(edited -> {
            followers.added(edited);
            return new JsonObject(edited.json());
        });
    }

    /** An admin may delete any comment. */
    Future<JsonObject> delete(ApiCall call) {
        boolean any = call.caller()
                .roleIn(call.organization())
                .map(role -> role.covers(Role.ADMIN))
                .orElse(false);
        return comments.delete(call.id(), call.caller().user(), any).map(deleted -> {
            followers.added(deleted);
            return Replies.ok();
        });
    }

    private static String text(JsonObject body) {
        if (!(body.getValue("text") instanceof String text) || text.isBlank() || text.length() > MAX_COMMENT_LENGTH) {
            throw Refusal.malformed("text must be a text of 1 to " + MAX_COMMENT_LENGTH + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.malformed("text holds a NUL character");
        }
        return text;
    }
}
