package dev.mesher.api.alert;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Alert rules, and the alerts that they raised. */
public final class AlertRoutes implements ApiRoutes {
    private static final int DEFAULT_ALERTS = 50;

    private final AlertRuleStore rules;
    private final AlertListStore alerts;

    /** The status of an alert. It only ever changes to a later one. */
    enum Status {
        ACTIVE,
        ACKNOWLEDGED,
        RESOLVED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AlertRoutes(AlertRuleStore rules, AlertListStore alerts) {
        this.rules = rules;
        this.alerts = alerts;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/alert-rules", Needs.MEMBER, this::rules);
        to.post(PROJECT + "/alert-rules", Needs.ADMIN, this::create);
        to.post("/api/v1/alert-rules/:rule", Needs.ADMIN, this::edit);
        to.post("/api/v1/alert-rules/:rule/toggle", Needs.ADMIN, this::toggle);
        to.post("/api/v1/alert-rules/:rule/delete", Needs.ADMIN, this::delete);
        to.get(PROJECT + "/alerts", Needs.MEMBER, this::alerts);
        to.get("/api/v1/alerts/:alert", Needs.MEMBER, this::alert);
    }

    Future<JsonArray> rules(ApiCall call) {
        Parameters query = call.query();
        return rules.list(call.project(), query.limit(), query.cursor(Cursor.Kind.TIME));
    }

    Future<Reply> create(ApiCall call) {
        return rules.create(call.project(), AlertRuleRequest.parse(call.body()))
                .map(id -> Reply.created(new JsonObject().put("id", id.toString())));
    }

    /** Answers the rule as it is then. */
    Future<JsonObject> edit(ApiCall call) {
        return rules.edit(call.project(), call.id(), AlertRuleEdit.parse(call.body()));
    }

    Future<JsonObject> toggle(ApiCall call) {
        if (!call.body().containsKey("enabled")) {
            throw Refusal.malformed("enabled is missing");
        }
        return done(rules.enable(call.id(), AlertRuleRequest.enabled(call.body(), true)));
    }

    Future<JsonObject> delete(ApiCall call) {
        return done(rules.delete(call.id()));
    }

    Future<JsonArray> alerts(ApiCall call) {
        Parameters query = call.query();
        AlertListStore.Which which = new AlertListStore.Which(
                query.oneOf("status", List.of(Status.values()), Status::wireName),
                id(query, "issue"),
                id(query, "episode"));
        return alerts.list(call.project(), which, query.limit(DEFAULT_ALERTS), query.cursor(Cursor.Kind.TIME));
    }

    private static Optional<UUID> id(Parameters query, String name) {
        return query.text(name).map(text -> Parameters.uuid(name, text));
    }

    Future<JsonObject> alert(ApiCall call) {
        return alerts.get(call.id());
    }

    private static Future<JsonObject> done(Future<Void> change) {
        return change.map(unused -> Replies.ok());
    }
}
