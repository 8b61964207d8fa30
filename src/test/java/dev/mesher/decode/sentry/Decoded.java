package dev.mesher.decode.sentry;

import dev.mesher.decode.StoredJson;
import dev.mesher.event.Event;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** An event of Sentry's clients as its readers see it. */
final class Decoded {
    /** When it arrives. */
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private Decoded() {}

    static Event decode(String json) {
        return decode(json, new Arrival(NOW, null, null, null));
    }

    static Event decode(String json, Arrival arrival) {
        return SentryEvent.decode(json.getBytes(StandardCharsets.UTF_8), arrival);
    }

    static JsonObject json(Event event) {
        return new JsonObject(new String(StoredJson.whole(event.json()), StandardCharsets.UTF_8));
    }

    static List<String> fieldsOfNotes(JsonObject json) {
        return json.getJsonArray("notes").stream()
                .map(note -> ((JsonObject) note).getString("field"))
                .toList();
    }
}
