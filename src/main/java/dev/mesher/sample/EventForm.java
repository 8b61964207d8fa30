package dev.mesher.sample;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A form that events are sent in. */
interface EventForm {
    /**
     * Adds what the form has in its own way: the user, the client, what was thrown or said, and what came before.
     *
     * @param described the fault as in the resource
     * @param known whether the event names a user
     */
    void add(JsonObject event, JsonObject described, boolean known);

    /** What came before the event. In the resource: {@code seconds before | category | level | message}. */
    static JsonArray breadcrumbs(JsonObject described) {
        JsonArray breadcrumbs = new JsonArray();
        for (Object each : described.getJsonArray("crumbs", new JsonArray())) {
            String crumb = (String) each;
            int category = crumb.indexOf(" | ");
            int level = crumb.indexOf(" | ", category + 3);
            int message = crumb.indexOf(" | ", level + 3);
            JsonArray unused = breadcrumbs.add(new JsonObject()
                    .put("timestamp", "%{time-" + crumb.substring(0, category) + "}")
                    .put("category", crumb.substring(category + 3, level))
                    .put("level", crumb.substring(level + 3, message))
                    .put("message", crumb.substring(message + 3)));
        }
        return breadcrumbs;
    }
}
