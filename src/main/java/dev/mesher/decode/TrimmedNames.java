package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/**
 * Removes surrounding white space from the names of an event by which users search. A shell or a file may have added
 * it.
 */
final class TrimmedNames {
    private static final List<String> NAMES = List.of(
            "release",
            "environment",
            "dist",
            "server_name",
            "level",
            "transaction",
            "logger",
            "platform",
            "session_id",
            "sdk_name",
            "sdk_version",
            "event_id");

    private TrimmedNames() {}

    /** Changes {@code event} in place. Returns whether anything was changed. */
    static boolean trim(ObjectNode event) {
        boolean changed = fingerprint(event);
        for (String name : NAMES) {
            JsonNode value = event.get(name);
            if (value instanceof TextNode && isWide(value)) {
                event.set(name, trimmed(value));
                changed = true;
            }
        }
        if (event.get("tags") instanceof ObjectNode tags) {
            changed |= values(tags);
            changed |= names(tags);
        }
        if (event.get("user_context") instanceof ObjectNode user) {
            changed |= values(user);
        }
        return changed;
    }

    private static boolean values(ObjectNode object) {
        boolean changed = false;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (isWide(field.getValue())) {
                field.setValue(trimmed(field.getValue()));
                changed = true;
            }
        }
        return changed;
    }

    /** Trims the names of the tags and keeps their order. If two names become the same, the first tag is kept. */
    private static boolean names(ObjectNode tags) {
        boolean wide = false;
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
            wide |= isWide(tag.getKey());
        }
        if (!wide) {
            return false;
        }
        ObjectNode sent = tags.deepCopy();
        tags.removeAll();
        for (Map.Entry<String, JsonNode> tag : sent.properties()) {
            String name = Text.trimmed(tag.getKey());
            if (!name.isEmpty() && !tags.has(name)) {
                tags.set(name, tag.getValue());
            }
        }
        return true;
    }

    private static boolean fingerprint(ObjectNode event) {
        JsonNode sent = event.get("fingerprint");
        if (sent instanceof TextNode && isWide(sent)) {
            event.set("fingerprint", trimmed(sent));
            return true;
        }
        boolean changed = false;
        if (sent instanceof ArrayNode parts) {
            for (int i = 0; i < parts.size(); i++) {
                if (isWide(parts.get(i))) {
                    parts.set(i, trimmed(parts.get(i)));
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static boolean isWide(JsonNode value) {
        return value.isTextual() && isWide(value.textValue());
    }

    private static boolean isWide(String text) {
        return Text.trimmed(text).length() < text.length();
    }

    private static JsonNode trimmed(JsonNode text) {
        return TextNode.valueOf(Text.trimmed(text.textValue()));
    }
}
