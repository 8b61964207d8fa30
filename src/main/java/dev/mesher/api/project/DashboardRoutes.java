package dev.mesher.api.project;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Summary figures of a project. */
public final class DashboardRoutes implements ApiRoutes {
    private static final List<String> BUCKETS = List.of("hour", "day");
    private static final int DEFAULT_TOP_ISSUES = 10;

    private final DashboardStore dashboard;

    public DashboardRoutes(DashboardStore dashboard) {
        this.dashboard = dashboard;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/dashboard/volume", Needs.MEMBER, this::volume);
        to.get(PROJECT + "/dashboard/levels", Needs.MEMBER, this::levels);
        to.get(PROJECT + "/dashboard/top-issues", Needs.MEMBER, this::topIssues);
        to.get(PROJECT + "/dashboard/tags", Needs.MEMBER, this::tags);
        to.get(PROJECT + "/dashboard/health", Needs.MEMBER, this::health);
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
