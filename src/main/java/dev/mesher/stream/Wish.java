package dev.mesher.stream;

import dev.mesher.event.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What a client asks for with a frame. */
sealed interface Wish permits Filter, StreamView {
    /** Longest frame. */
    int MOST_CHARACTERS = 4_096;

    /**
     * Reads {@code {"view":…}} or {@code {"filters":…}}.
     *
     * @throws Refusal with the reason when the frame has another form
     */
    static Wish parse(String frame) {
        JsonObject object = object(frame);
        boolean view = object.containsKey("view");
        if (view == object.containsKey("filters")) {
            throw Refusal.malformed("expected either {\"view\"} or {\"filters\":{\"level\",\"environment\"}}");
        }
        return view ? StreamView.of(object) : Filter.of(object);
    }

    /** Reads the frame as a JSON object. */
    static JsonObject object(String frame) {
        if (frame.length() > MOST_CHARACTERS) {
            throw Refusal.malformed("frame is longer than " + MOST_CHARACTERS + " characters");
        }
        try {
            return new JsonObject(frame);
        } catch (DecodeException malformed) {
            throw Refusal.malformed("expected a JSON object");
        }
    }
}
