package dev.mesher.cli.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Converts one of Mesher's own events into the form of a Sentry client. */
final class SentryForm {
    private SentryForm() {}

    static JsonObject of(JsonObject event, SampleLanguage platform) {
        JsonObject exception = event.getJsonObject("exception");
        JsonObject thrown = new JsonObject()
                .put("type", exception.getString("type_name"))
                .put("value", exception.getString("value"))
                .put("module", exception.getString("module_name"))
                .put("mechanism", new JsonObject().put("type", "generic").put("handled", true))
                .put("stacktrace", new JsonObject().put("frames", frames(event.getJsonArray("stacktrace"))));
        JsonObject sent = new JsonObject()
                .put("platform", platform.name().toLowerCase(Locale.ROOT))
                .put("level", event.getString("level"))
                .put("logentry", new JsonObject().put("formatted", event.getString("message")))
                .put("exception", new JsonObject().put("values", new JsonArray().add(thrown)))
                .put("user", event.getJsonObject("user_context"))
                .put("breadcrumbs", new JsonObject().put("values", event.getJsonArray("breadcrumbs")))
                .put("sdk", new JsonObject().put("name", platform.sdkName()).put("version", platform.sdkVersion()));
        for (String same : new String[] {"timestamp", "tags", "extra", "environment", "release"}) {
            JsonObject unused = sent.put(same, event.getValue(same));
        }
        return sent;
    }

    private static JsonArray frames(JsonArray frames) {
        JsonArray renamed = new JsonArray();
        for (Object each : frames) {
            JsonObject frame = ((JsonObject) each).copy();
            renamed.add(frame.put("function", frame.remove("function_name")));
        }
        return renamed;
    }
}
