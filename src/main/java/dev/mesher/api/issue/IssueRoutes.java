package dev.mesher.api.issue;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.event.EventListStore;
import dev.mesher.api.query.IssueLookUpStore;
import dev.mesher.api.query.IssueQuery;
import dev.mesher.api.query.ResolvedQuery;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.UUID;

/** Lists of issues, one issue, and its timeline. */
public final class IssueRoutes implements ApiRoutes {
    private static final int DEFAULT_TIMELINE = 50;

    private final IssueStore issues;
    private final IssueViewStore views;
    private final IssueLookUpStore lookUps;
    private final IssueDetailStore details;
    private final IssueHoursStore hours;
    private final EventListStore events;

    public IssueRoutes(Pool pool) {
        issues = new IssueStore(pool);
        views = new IssueViewStore(pool);
        lookUps = new IssueLookUpStore(pool);
        details = new IssueDetailStore(pool);
        hours = new IssueHoursStore(pool);
        events = new EventListStore(pool);
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/issues", Needs.MEMBER, this::list);
        to.get(PROJECT + "/issues/counts", Needs.MEMBER, this::counts);
        to.get(ISSUE, Needs.MEMBER, this::get);
        to.get(ISSUE + "/hours", Needs.MEMBER, this::hours);
        to.get(ISSUE + "/timeline", Needs.MEMBER, this::timeline);
    }

    Future<JsonObject> list(ApiCall call) {
        IssueFilter filter = IssueFilter.of(call.query());
        return resolved(call, filter.query()).compose(query -> issues.list(call.project(), filter, query));
    }

    Future<JsonObject> counts(ApiCall call) {
        return resolved(call, IssueFilter.query(call.query())).compose(query -> views.counts(call.project(), query));
    }

    private Future<ResolvedQuery> resolved(ApiCall call, IssueQuery query) {
        return lookUps.resolve(call.project(), query, call.caller().user());
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

    Future<JsonArray> timeline(ApiCall call) {
        return events.timeline(call.id(), call.query().limit(DEFAULT_TIMELINE));
    }
}
