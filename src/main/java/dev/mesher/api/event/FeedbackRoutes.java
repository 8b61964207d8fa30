package dev.mesher.api.event;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What users wrote. */
public final class FeedbackRoutes implements ApiRoutes {
    private final FeedbackStore feedback;

    public FeedbackRoutes(FeedbackStore feedback) {
        this.feedback = feedback;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/feedback", Needs.MEMBER, this::list);
    }

    Future<JsonObject> list(ApiCall call) {
        Parameters query = call.query();
        return feedback.page(call.project(), query.limit(), query.cursor(Cursor.Kind.TIME));
    }
}
