package dev.mesher.api.activity;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.BodyText;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When the caller last looked at a project. Of a caller without an account nothing is remembered. */
public final class SeenRoutes implements ApiRoutes {
    private final SeenStore seen;

    public SeenRoutes(SeenStore seen) {
        this.seen = seen;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/seen", Needs.MEMBER, this::get);
        to.post(PROJECT + "/seen", Needs.MEMBER, this::set);
    }

    Future<JsonObject> get(ApiCall call) {
        UUID user = call.caller().user();
        return user == null
                ? Future.succeededFuture(answer(new JsonObject(), null))
                : seen.get(call.project(), user).map(at -> answer(new JsonObject(), at.orElse(null)));
    }

    Future<JsonObject> set(ApiCall call) {
        Optional<OffsetDateTime> at = BodyText.text(call.body(), "at")
                .map(text -> Times.parse(text).orElseThrow(() -> Refusal.malformed("at must be a time")));
        UUID user = call.caller().user();
        return user == null
                ? Future.succeededFuture(answer(Replies.ok(), null))
                : seen.set(call.project(), user, at.orElse(null)).map(stored -> answer(Replies.ok(), stored));
    }

    private static JsonObject answer(JsonObject answer, @Nullable OffsetDateTime at) {
        return answer.put("at", Times.textOrNull(at));
    }
}
