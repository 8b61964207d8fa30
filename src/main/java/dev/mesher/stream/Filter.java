package dev.mesher.stream;

import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects the events that a client receives. Messages that are not events reach every client.
 *
 * @param level null for all levels
 * @param environment null for all environments
 */
record Filter(@Nullable Level level, @Nullable String environment) implements Wish {
    static final Filter NONE = new Filter(null, null);

    private static final Set<String> NAMES = Set.of("level", "environment");

    /** Reads the only frame that clients of the WebSocket port send, as {@link #of} does. */
    static Filter parse(String frame) {
        return of(Wish.object(frame));
    }

    /**
     * Reads {@code {"filters":{"level","environment"}}}. A filter that is missing, null or empty selects everything.
     *
     * @throws Refusal with the reason when the frame has another form
     */
    static Filter of(JsonObject frame) {
        if (!(frame.getValue("filters") instanceof JsonObject filters)) {
            throw Refusal.malformed("expected {\"filters\":{\"level\",\"environment\"}}");
        }
        if (!NAMES.containsAll(filters.fieldNames())) {
            throw Refusal.malformed("filters may hold level and environment only");
        }
        String level = text(filters, "level");
        return new Filter(
                level == null
                        ? null
                        : Level.parse(level)
                                .orElseThrow(() -> Refusal.malformed(
                                        "filters.level must be one of fatal, error, warning, info, debug")),
                text(filters, "environment"));
    }

    boolean lets(StreamMessage message) {
        return message.level() == null
                || ((level == null || level == message.level())
                        && (environment == null || environment.equals(message.environment())));
    }

    private static @Nullable String text(JsonObject filters, String name) {
        Object value = filters.getValue(name);
        if (value == null || value.equals("")) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        throw Refusal.malformed("filters." + name + " must be text");
    }
}
