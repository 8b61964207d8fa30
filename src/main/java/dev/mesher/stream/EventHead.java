package dev.mesher.stream;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The main fields of an event that is too large for the stream. */
final class EventHead {
    private static final int MOST_CHARACTERS = 1_000;

    private EventHead() {}

    /** A JSON object with the fields that lists show, each cut to a maximum length, and {@code "truncated":true}. */
    static byte[] json(Event event) {
        JsonObject head = new JsonObject();
        put(head, "event_id", event.eventId() == null ? null : event.eventId().toString());
        put(head, "level", event.level().wireName());
        put(head, "message", event.message());
        ExceptionInfo exception = event.exception();
        if (exception != null) {
            JsonObject thrown = new JsonObject();
            put(thrown, "type_name", exception.typeName());
            put(thrown, "value", exception.value());
            put(thrown, "module_name", exception.moduleName());
            head.put("exception", thrown);
        }
        put(head, "environment", event.environment());
        put(head, "release", event.release());
        put(head, "session_id", event.sessionId());
        return head.put("truncated", true).toBuffer().getBytes();
    }

    private static void put(JsonObject head, String name, @Nullable String text) {
        if (text != null) {
            JsonObject unused = head.put(name, cut(text));
        }
    }

    /** Cuts the text, but never between the two halves of a surrogate pair. */
    private static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
    }
}
