package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import dev.mesher.event.StackFrame;
import dev.mesher.event.Uuids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decodes events in Mesher's own format. Known fields are checked. Unknown fields are kept in the event's JSON. */
public final class NativeEvent {
    /** Most characters of a message in lists and in grouping. */
    public static final int MESSAGE_LENGTH = 8_192;

    /** Most characters of a name in lists and in grouping. */
    public static final int NAME_LENGTH = 200;

    /** Most fields of the event's top-level object, whether known or not. */
    private static final int MAX_FIELDS = 1_000;

    private static final int TAG_VALUE_LENGTH = 1_000;
    private static final int TAGS = 100;
    private static final int FINGERPRINT_PARTS = 100;
    private static final int FINGERPRINT_LENGTH = 1_024;

    private NativeEvent() {}

    /**
     * Decodes an event.
     *
     * @param json one JSON object; may become a part of the event, so it must not be modified later
     * @throws Refusal 400 with the reason and the position
     */
    public static Event decode(byte[] json) {
        Fields fields = Fields.of(EventJson.read(json), FieldPath.ROOT);
        if (fields.node().size() > MAX_FIELDS) {
            throw Refusal.malformed("event: more than " + MAX_FIELDS + " fields");
        }
        return decode(fields, json, Surrogates.mayBeLone(json));
    }

    /**
     * Decodes the stored JSON of an event, as in {@link Event#json}.
     *
     * @throws Refusal 400 when this version cannot read it
     */
    public static Event decodeStored(byte[] json) {
        byte[] whole = StoredJson.whole(json);
        return decode(Fields.of(EventJson.reread(whole), FieldPath.ROOT), whole, Surrogates.mayBeLone(whole));
    }

    /**
     * Decodes an event.
     *
     * @param mayBeLone whether its texts may have lone surrogates
     */
    private static Event decode(Fields fields, byte[] json, boolean mayBeLone) {
        boolean changed = Unfold.unfold(fields.node(), mayBeLone);
        List<StackFrame> frames = Stacks.frames(fields);
        List<ExceptionInfo> exceptions = Stacks.exceptions(fields, frames);
        return new Event(
                eventId(fields),
                fields.optional("platform", NAME_LENGTH),
                level(fields),
                message(fields, exceptions),
                template(fields),
                fields.optional("transaction", NAME_LENGTH),
                fields.optional("culprit", NAME_LENGTH),
                fields.optional("logger", NAME_LENGTH),
                fields.optional("server_name", NAME_LENGTH),
                exceptions,
                frames,
                clientFingerprint(fields),
                tags(fields.node().get("tags")),
                Users.hash(fields.node().get("user_context")),
                fields.column("environment", NAME_LENGTH),
                fields.column("release", NAME_LENGTH),
                fields.column("session_id", NAME_LENGTH),
                changed ? EventJson.write(fields.node()) : json);
    }

    private static @Nullable UUID eventId(Fields fields) {
        String text = fields.text("event_id");
        if (text == null) {
            return null;
        }
        return Uuids.parse(text).orElseThrow(() -> Fields.expected("event_id", "a UUID, with or without dashes"));
    }

    private static Level level(Fields fields) {
        String text = fields.text("level");
        return text == null
                ? Level.ERROR
                : Level.parse(text)
                        .orElseThrow(() -> Fields.expected("level", "one of fatal, error, warning, info, debug"));
    }

    private static String message(Fields fields, List<ExceptionInfo> exceptions) {
        String message = fields.text("message");
        Fields logentry = fields.object("logentry");
        if (blank(message) && logentry != null) {
            message = logentry.text("formatted");
            message = blank(message) ? logentry.text("message") : message;
        }
        message = shown(message, exceptions);
        if (message == null || message.isBlank()) {
            throw Refusal.malformed("message: missing; an event needs a message, an exception or a logentry");
        }
        return message;
    }

    /**
     * The message that lists show. It is the event's message, or else the last exception's value, or else its type, cut
     * to {@link #MESSAGE_LENGTH}. Null when there is none. May be blank.
     */
    public static @Nullable String shown(@Nullable String message, List<ExceptionInfo> exceptions) {
        String shown = message;
        if (blank(message) && !exceptions.isEmpty()) {
            ExceptionInfo exception = exceptions.get(exceptions.size() - 1);
            shown = blank(exception.value()) ? exception.typeName() : exception.value();
        }
        return shown == null ? null : Text.column(shown, MESSAGE_LENGTH);
    }

    private static @Nullable String template(Fields fields) {
        Fields logentry = fields.object("logentry");
        return logentry == null ? null : logentry.optional("message", MESSAGE_LENGTH);
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static List<String> clientFingerprint(Fields fields) {
        JsonNode value = fields.any("fingerprint");
        if (value == null) {
            return List.of();
        }
        if (value.isTextual()) {
            return value.textValue().isEmpty()
                    ? List.of()
                    : List.of(Text.hashed(value.textValue(), FINGERPRINT_LENGTH));
        }
        if (!value.isArray() || value.size() > FINGERPRINT_PARTS) {
            throw Fields.expected("fingerprint", "a string, or an array of at most 100 strings");
        }
        List<String> parts = new ArrayList<>(value.size());
        for (JsonNode part : value) {
            if (!part.isTextual()) {
                throw Fields.expected("fingerprint[" + parts.size() + "]", "a string");
            }
            parts.add(Text.hashed(part.textValue(), FINGERPRINT_LENGTH));
        }
        return List.copyOf(parts);
    }

    private static Map<String, String> tags(@Nullable JsonNode node) {
        if (!(node instanceof ObjectNode object) || object.isEmpty()) {
            return Map.of();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> tag : object.properties()) {
            JsonNode value = tag.getValue();
            if (!value.isNull() && tags.size() < TAGS) {
                String text = value.isValueNode() ? value.asText() : value.toString();
                tags.put(Text.column(tag.getKey(), NAME_LENGTH), Text.column(text, TAG_VALUE_LENGTH));
            }
        }
        return Collections.unmodifiableMap(tags);
    }
}
