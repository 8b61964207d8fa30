package dev.mesher.api.alert;

import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/** A change of a rule that a client asks for. A field that is empty stays as it is. */
record AlertRuleEdit(
        Optional<String> name,
        Optional<JsonObject> condition,
        Optional<JsonObject> action,
        Optional<Boolean> enabled,
        Optional<Integer> cooldownMinutes) {

    /** Checks each field as for a new rule. Refuses a body that changes nothing. */
    static AlertRuleEdit parse(JsonObject body) {
        AlertRuleEdit edit = new AlertRuleEdit(
                given(body, "name", AlertRuleRequest::name),
                given(body, "condition", AlertRuleRequest::condition),
                given(body, "action", AlertRuleRequest::action),
                given(body, "enabled", present -> AlertRuleRequest.enabled(present, true)),
                given(body, "cooldown_minutes", AlertRuleRequest::cooldown));
        if (edit.equals(new AlertRuleEdit(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))) {
            throw Refusal.malformed("none of name, condition, action, enabled and cooldown_minutes is given");
        }
        return edit;
    }

    private static <T> Optional<T> given(JsonObject body, String name, Function<JsonObject, T> field) {
        return body.containsKey(name) ? Optional.of(field.apply(body)) : Optional.empty();
    }
}
