package dev.mesher.api.project;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The environments and releases that a project's events named. */
public final class ReleaseRoutes implements ApiRoutes {
    private final ReleaseListStore releases;

    public ReleaseRoutes(ReleaseListStore releases) {
        this.releases = releases;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/environments", Needs.MEMBER, this::environments);
        to.get(PROJECT + "/releases", Needs.MEMBER, this::releases);
    }

    Future<JsonArray> environments(ApiCall call) {
        return releases.environments(call.project());
    }

    Future<JsonObject> releases(ApiCall call) {
        Parameters query = call.query();
        return releases.releases(
                call.project(),
                TimeRange.time(query, "from"),
                TimeRange.time(query, "to"),
                query.limit(),
                query.cursor(Cursor.Kind.TIME));
    }
}
