package dev.mesher.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Lists of issues, and of one issue's events. */
final class IssueRoutes {
    private final IssueStore issues;
    private final EventListStore events;

    IssueRoutes(IssueStore issues, EventListStore events) {
        this.issues = issues;
        this.events = events;
    }

    Future<JsonObject> list(ApiCall call) {
        return issues.list(call.project(), IssueFilter.of(call.query()));
    }

    Future<JsonObject> events(ApiCall call) {
        Parameters query = call.query();
        return events.page(call.id(), query.limit(), query.cursor(Cursor.Kind.TIME));
    }

    Future<JsonArray> timeline(ApiCall call) {
        return events.timeline(call.id(), call.query().limit());
    }
}
