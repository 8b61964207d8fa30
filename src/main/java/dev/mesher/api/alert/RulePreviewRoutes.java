package dev.mesher.api.alert;

import dev.mesher.alert.AlertCondition;
import dev.mesher.alert.AlertFilters;
import dev.mesher.alert.RulePreview;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Tells when a rule that does not exist yet would have fired. */
public final class RulePreviewRoutes implements ApiRoutes {
    private final RulePreview preview;

    public RulePreviewRoutes(RulePreview preview) {
        this.preview = preview;
    }

    @Override
    public void addTo(Endpoints to) {
        to.post(PROJECT + "/alert-rules/preview", Needs.MEMBER, this::preview);
    }

    /** The body is that of a new rule. What has no effect on when the rule fires may be absent, and is not looked at. */
    Future<JsonObject> preview(ApiCall call) {
        JsonObject body = call.body();
        AlertCondition condition = AlertCondition.parse(AlertRuleRequest.condition(body));
        Duration cooldown = Duration.ofMinutes(AlertRuleRequest.cooldown(body));
        return preview.of(call.project(), condition, AlertFilters.parse(RuleFields.filters(body)), cooldown)
                .map(found -> {
                    JsonArray fired = new JsonArray();
                    found.fired().forEach(time -> fired.add(Times.text(time)));
                    return new JsonObject().put("fired", fired).put("exact", found.exact());
                });
    }
}
