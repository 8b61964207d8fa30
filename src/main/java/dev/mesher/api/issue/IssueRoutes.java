package dev.mesher.api.issue;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.event.EventListStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Lists of issues, one issue, and its timeline. */
public final class IssueRoutes implements ApiRoutes {
    private static final int DEFAULT_TIMELINE = 50;

    private final IssueStore issues;
    private final IssueDetailStore details;
    private final EventListStore events;

    public IssueRoutes(IssueStore issues, IssueDetailStore details, EventListStore events) {
        this.issues = issues;
        this.details = details;
        this.events = events;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/issues", Needs.MEMBER, this::list);
        to.get(ISSUE, Needs.MEMBER, this::get);
        to.get(ISSUE + "/timeline", Needs.MEMBER, this::timeline);
    }

    Future<JsonObject> list(ApiCall call) {
        return issues.list(call.project(), IssueFilter.of(call.query()));
    }

    /** Of an issue that was merged into another, only which that is. */
    Future<JsonObject> get(ApiCall call) {
        UUID mergedInto = call.target().mergedInto();
        return mergedInto == null
                ? details.get(call.id())
                : Future.succeededFuture(new JsonObject().put("merged_into", mergedInto.toString()));
    }

    Future<JsonArray> timeline(ApiCall call) {
        return events.timeline(call.id(), call.query().limit(DEFAULT_TIMELINE));
    }
}
