package dev.mesher.api.alert;

import dev.mesher.alert.AlertCondition;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/**
 * A rule that a client asks for. Fields that it leaves out have their defaults.
 *
 * @param condition with fields that Mesher does not know
 * @param action with fields that Mesher does not know
 * @param filters which events and issues it judges; empty for all
 * @param channels the ids of those that are told
 */
record AlertRuleRequest(
        String name,
        JsonObject condition,
        JsonObject filters,
        JsonObject action,
        List<UUID> channels,
        boolean enabled,
        int cooldownMinutes) {
    private static final int MAX_NAME = 200;
    private static final int DEFAULT_COOLDOWN = 60;

    /** A week. */
    private static final int MAX_COOLDOWN = 10_080;

    static AlertRuleRequest parse(JsonObject body) {
        JsonObject condition = condition(body);
        JsonObject action = body.getValue("action") == null ? new JsonObject().put("type", "websocket") : action(body);
        return new AlertRuleRequest(
                name(body),
                condition,
                RuleFields.filters(body),
                action,
                RuleFields.channels(body),
                enabled(body, true),
                cooldown(body));
    }

    static JsonObject condition(JsonObject body) {
        JsonObject condition = object(body, "condition");
        AlertCondition unused = AlertCondition.parse(condition);
        return condition;
    }

    static JsonObject action(JsonObject body) {
        JsonObject action = object(body, "action");
        if (!(action.getValue("type") instanceof String type) || type.isBlank() || type.length() > MAX_NAME) {
            throw Refusal.malformed("action.type must be a text of 1 to " + MAX_NAME + " characters");
        }
        return action;
    }

    /**
     * The field {@code enabled}.
     *
     * @param absent the value when the field is missing
     */
    static boolean enabled(JsonObject body, boolean absent) {
        Object enabled = body.getValue("enabled", absent);
        if (enabled instanceof Boolean set) {
            return set;
        }
        throw Refusal.malformed("enabled must be true or false");
    }

    static String name(JsonObject body) {
        if (body.getValue("name") instanceof String name && !name.isBlank() && name.length() <= MAX_NAME) {
            return Parameters.checked("name", name.strip());
        }
        throw Refusal.malformed("name must be a text of 1 to " + MAX_NAME + " characters");
    }

    static int cooldown(JsonObject body) {
        Object given = body.getValue("cooldown_minutes", DEFAULT_COOLDOWN);
        if (given instanceof Integer minutes && minutes >= 0 && minutes <= MAX_COOLDOWN) {
            return minutes;
        }
        throw Refusal.malformed("cooldown_minutes must be a whole number from 0 to " + MAX_COOLDOWN);
    }

    private static JsonObject object(JsonObject body, String name) {
        if (body.getValue(name) instanceof JsonObject object) {
            return object;
        }
        throw Refusal.malformed(name + " must be a JSON object");
    }
}
