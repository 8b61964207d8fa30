package dev.mesher.api.project;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Summary figures of a project. */
public final class DashboardRoutes implements ApiRoutes {
    private static final List<String> DIVISIONS = List.of("level");
    private static final int DEFAULT_TOP_ISSUES = 10;

    /** The range of volume when the query has no {@code from}. */
    private static final Duration USUAL_RANGE = Duration.ofHours(24);

    private final DashboardStore dashboard;
    private final VolumeStore volumes;

    public DashboardRoutes(DashboardStore dashboard, VolumeStore volumes) {
        this.dashboard = dashboard;
        this.volumes = volumes;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/dashboard/volume", Needs.MEMBER, this::volume);
        to.get(PROJECT + "/dashboard/levels", Needs.MEMBER, this::levels);
        to.get(PROJECT + "/dashboard/top-issues", Needs.MEMBER, this::topIssues);
        to.get(PROJECT + "/dashboard/tags", Needs.MEMBER, this::tags);
        to.get(PROJECT + "/dashboard/health", Needs.MEMBER, this::health);
    }

    /** Without {@code from}, {@code to} and {@code by}: the last 24 hours. */
    Future<JsonArray> volume(ApiCall call) {
        Parameters query = call.query();
        VolumeStore.Bucket bucket = query.oneOf(
                        "bucket", List.of(VolumeStore.Bucket.values()), VolumeStore.Bucket::wireName)
                .orElse(VolumeStore.Bucket.HOUR);
        boolean byLevel = query.oneOf("by", DIVISIONS, Function.identity()).isPresent();
        if (!byLevel && query.text("from").isEmpty() && query.text("to").isEmpty()) {
            return dashboard.volume(call.project(), bucket.wireName());
        }
        TimeRange range = TimeRange.of(query, Clock.systemUTC(), USUAL_RANGE, VolumeStore.LONGEST);
        return byLevel ? volumes.byLevel(call.project(), range, bucket) : volumes.volume(call.project(), range, bucket);
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
