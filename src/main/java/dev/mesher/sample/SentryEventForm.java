package dev.mesher.sample;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Events as Sentry's clients send them. */
record SentryEventForm(FaultFrames frames) implements EventForm {
    @Override
    public void add(JsonObject event, JsonObject described, boolean known) {
        JsonObject unused = event.put("sdk", described.getJsonObject("sdk"));
        JsonArray breadcrumbs = EventForm.breadcrumbs(described);
        if (!breadcrumbs.isEmpty()) {
            JsonObject unusedToo = event.put("breadcrumbs", new JsonObject().put("values", breadcrumbs));
        }
        if (known) {
            JsonObject unusedToo = event.put("user", described.getJsonObject("user"));
        }
        if (described.containsKey("said")) {
            JsonObject unusedToo = event.put("logentry", described.getJsonObject("said"));
        }
        if (described.containsKey("type")) {
            JsonObject unusedToo = event.put("exception", new JsonObject().put("values", chain(described)));
        }
    }

    /** What was thrown comes last, after its causes. */
    private JsonArray chain(JsonObject described) {
        List<JsonObject> chain = new ArrayList<>();
        for (JsonObject each = described; each != null; each = each.getJsonObject("cause")) {
            chain.add(0, thrown(each, chain.size(), described));
        }
        return new JsonArray(List.copyOf(chain));
    }

    private JsonObject thrown(JsonObject each, int id, JsonObject described) {
        JsonObject mechanism = new JsonObject()
                .put("type", id == 0 ? described.getString("mechanism", "generic") : "chained")
                .put("handled", described.getBoolean("handled", false));
        if (described.containsKey("cause")) {
            JsonObject unused = mechanism.put("exception_id", id);
            JsonObject unusedToo = id == 0 ? mechanism : mechanism.put("parent_id", id - 1);
        }
        JsonObject exception = new JsonObject()
                .put("type", each.getString("type"))
                .put("value", each.getString("value"))
                .put("mechanism", mechanism);
        if (each.containsKey("module")) {
            JsonObject unused = exception.put("module", each.getString("module"));
        }
        JsonArray stack = each.getJsonArray("stack");
        return stack == null
                ? exception
                : exception.put(
                        "stacktrace", new JsonObject().put("frames", frames.of(stack, each.getJsonObject("vars"))));
    }
}
