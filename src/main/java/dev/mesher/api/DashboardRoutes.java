package dev.mesher.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Summary figures of a project. */
final class DashboardRoutes {
    private static final List<String> BUCKETS = List.of("hour", "day");
    private static final int DEFAULT_TOP_ISSUES = 10;

    private final DashboardStore dashboard;

    DashboardRoutes(DashboardStore dashboard) {
        this.dashboard = dashboard;
    }

    Future<JsonArray> volume(ApiCall call) {
        String bucket =
                call.query().oneOf("bucket", BUCKETS, Function.identity()).orElse("hour");
        return dashboard.volume(call.project(), bucket);
    }

    Future<JsonArray> levels(ApiCall call) {
        return dashboard.levels(call.project());
    }

    Future<JsonArray> topIssues(ApiCall call) {
        return dashboard.topIssues(call.project(), call.query().limit(DEFAULT_TOP_ISSUES));
    }

    Future<JsonArray> tags(ApiCall call) {
        Parameters query = call.query();
        return dashboard.tags(call.project(), query.filled("key"), query.limit());
    }

    Future<JsonObject> health(ApiCall call) {
        return dashboard.health(call.project());
    }
}
