package dev.mesher.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What users wrote. */
final class FeedbackRoutes {
    private final FeedbackStore feedback;

    FeedbackRoutes(FeedbackStore feedback) {
        this.feedback = feedback;
    }

    Future<JsonObject> list(ApiCall call) {
        Parameters query = call.query();
        return feedback.page(call.project(), query.limit(), query.cursor(Cursor.Kind.TIME));
    }
}
