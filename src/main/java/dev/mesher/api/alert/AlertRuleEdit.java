package dev.mesher.api.alert;

import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A change of a rule that a client asks for. A field that is empty stays as it is. */
record AlertRuleEdit(
        Optional<String> name,
        Optional<JsonObject> condition,
        Optional<JsonObject> filters,
        Optional<JsonObject> action,
        Optional<List<UUID>> channels,
        Optional<Boolean> enabled,
        Optional<Integer> cooldownMinutes) {
    private static final List<String> FIELDS =
            List.of("name", "condition", "filters", "action", "channel_ids", "enabled", "cooldown_minutes");

    /** Checks each field as for a new rule. Refuses a body that changes nothing. */
    static AlertRuleEdit parse(JsonObject body) {
        AlertRuleEdit edit = new AlertRuleEdit(
                given(body, "name", AlertRuleRequest::name),
                given(body, "condition", AlertRuleRequest::condition),
                given(body, "filters", RuleFields::filters),
                given(body, "action", AlertRuleRequest::action),
                given(body, "channel_ids", RuleFields::channels),
                given(body, "enabled", present -> AlertRuleRequest.enabled(present, true)),
                given(body, "cooldown_minutes", AlertRuleRequest::cooldown));
        if (FIELDS.stream().noneMatch(body::containsKey)) {
            throw Refusal.malformed("none of " + String.join(", ", FIELDS) + " is given");
        }
        return edit;
    }

    private static <T> Optional<T> given(JsonObject body, String name, Function<JsonObject, T> field) {
        return body.containsKey(name) ? Optional.of(field.apply(body)) : Optional.empty();
    }
}
