package dev.mesher.api.issue;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.event.EventListStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.UUID;

/** Lists of issues, one issue, and lists of its events. */
public final class IssueRoutes implements ApiRoutes {
    private static final int DEFAULT_TIMELINE = 50;

    private final IssueStore issues;
    private final IssueDetailStore details;
    private final IssueHoursStore hours;
    private final EventListStore events;

    public IssueRoutes(IssueStore issues, IssueDetailStore details, IssueHoursStore hours, EventListStore events) {
        this.issues = issues;
        this.details = details;
        this.hours = hours;
        this.events = events;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/issues", Needs.MEMBER, this::list);
        to.get(ISSUE, Needs.MEMBER, this::get);
        to.get(ISSUE + "/hours", Needs.MEMBER, this::hours);
        to.get(ISSUE + "/events", Needs.MEMBER, this::events);
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

    Future<JsonArray> hours(ApiCall call) {
        return hours.counts(call.id(), HoursRange.of(call.query(), InstantSource.system()));
    }

    Future<JsonObject> events(ApiCall call) {
        Parameters query = call.query();
        return events.page(call.id(), query.limit(), query.cursor(Cursor.Kind.TIME));
    }

    Future<JsonArray> timeline(ApiCall call) {
        return events.timeline(call.id(), call.query().limit(DEFAULT_TIMELINE));
    }
}
