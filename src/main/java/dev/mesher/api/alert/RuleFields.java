package dev.mesher.api.alert;

import dev.mesher.alert.AlertFilters;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The fields of an alert rule that say which events it judges and who is told. Null is as if the field were missing. */
final class RuleFields {
    private static final int MAX_CHANNELS = 10;

    private RuleFields() {}

    /** Which events the rule judges; {@code {}} for all. */
    static JsonObject filters(JsonObject body) {
        Object filters = body.getValue("filters");
        if (filters == null) {
            return new JsonObject();
        }
        if (filters instanceof JsonObject given) {
            AlertFilters unused = AlertFilters.parse(given);
            return given;
        }
        throw Refusal.malformed("filters must be a JSON object");
    }

    /** The channels that are told; each once. */
    static List<UUID> channels(JsonObject body) {
        Object value = body.getValue("channel_ids");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray given) || given.size() > MAX_CHANNELS) {
            throw wrong();
        }
        Set<UUID> ids = new LinkedHashSet<>();
        for (Object each : given) {
            if (!(each instanceof String text)) {
                throw wrong();
            }
            boolean unused = ids.add(Parameters.uuid("channel_ids: each id", text));
        }
        return List.copyOf(ids);
    }

    private static Refusal wrong() {
        return Refusal.malformed("channel_ids must be a list of at most " + MAX_CHANNELS + " ids of channels");
    }
}
