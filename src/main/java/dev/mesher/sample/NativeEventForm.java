package dev.mesher.sample;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Events in Mesher's own format, as a program without a Sentry client posts them. Only this format has sessions. */
record NativeEventForm(FaultFrames frames) implements EventForm {
    /** The platform whose events are sent so. */
    static final String PLATFORM = "go";

    @Override
    public void add(JsonObject event, JsonObject described, boolean known) {
        JsonObject sdk = described.getJsonObject("sdk");
        JsonObject unused = event.put("sdk_name", sdk.getString("name"))
                .put("sdk_version", sdk.getString("version"))
                .put("session_id", "%{session}")
                .put("breadcrumbs", EventForm.breadcrumbs(described));
        if (known) {
            JsonObject unusedToo = event.put("user_context", described.getJsonObject("user"));
        }
        String message = described.getString("message");
        if (message != null) {
            JsonObject unusedToo = event.put("message", message);
        }
        if (described.containsKey("said")) {
            JsonObject unusedToo = event.put("logentry", described.getJsonObject("said"));
        }
        if (described.containsKey("type")) {
            JsonObject unusedToo = event.put(
                    "exception",
                    new JsonObject()
                            .put("type_name", described.getString("type"))
                            .put("value", described.getString("value")));
        }
        JsonArray stack = described.getJsonArray("stack");
        if (stack != null) {
            JsonObject unusedToo = event.put("stacktrace", frames.of(stack, described.getJsonObject("vars")));
        }
    }
}
