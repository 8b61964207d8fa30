package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Brings an event's tree into its kept form: JSON that came in a string as JSON, text as valid Unicode. */
final class Unfold {
    private static final List<String> FOLDED = List.of("tags", "extra", "user_context");

    private Unfold() {}

    /** Changes {@code event} in place; returns whether anything had to change. */
    static boolean unfold(ObjectNode event) {
        boolean changed = false;
        for (String name : FOLDED) {
            changed |= object(event, name, name);
        }
        JsonNode breadcrumbs = event.get("breadcrumbs");
        if (breadcrumbs != null && !breadcrumbs.isNull()) {
            changed |= breadcrumbs(breadcrumbs);
        }
        if (changed && tokens(event, JsonTree.MAX_TOKENS) > JsonTree.MAX_TOKENS) {
            throw EventJson.tooManyTokens();
        }
        return wellFormed(event) || changed;
    }

    /** As the reader counts them; more than {@code limit} as soon as there are. */
    private static int tokens(JsonNode node, int limit) {
        if (!node.isContainerNode()) {
            return 1;
        }
        int tokens = 2 + (node.isObject() ? node.size() : 0);
        for (JsonNode child : node) {
            if (tokens > limit) {
                break;
            }
            tokens += tokens(child, limit - tokens);
        }
        return tokens;
    }

    private static boolean breadcrumbs(JsonNode breadcrumbs) {
        if (!breadcrumbs.isArray()) {
            throw Fields.expected("breadcrumbs", "an array");
        }
        boolean changed = false;
        for (int i = 0; i < breadcrumbs.size(); i++) {
            String path = "breadcrumbs[" + i + "]";
            changed |= object(Fields.of(breadcrumbs.get(i), path).node(), "data", path + ".data");
        }
        return changed;
    }

    private static boolean object(ObjectNode parent, String name, String path) {
        JsonNode value = parent.get(name);
        if (value == null || value.isNull() || value.isObject()) {
            return false;
        }
        if (value.isTextual()) {
            String text = value.textValue();
            JsonNode held = text.isBlank() ? parent.objectNode() : EventJson.tryRead(text);
            if (held != null && (held.isObject() || held.isNull())) {
                parent.set(name, held);
                return true;
            }
        }
        throw Fields.expected(path, "an object, or a string that holds one");
    }

    /** The depth is bounded by the reader. */
    private static boolean wellFormed(JsonNode node) {
        boolean changed = false;
        if (node instanceof ObjectNode object) {
            List<String> badNames = null;
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (!Text.isWellFormed(field.getKey())) {
                    badNames = badNames == null ? new ArrayList<>() : badNames;
                    badNames.add(field.getKey());
                }
                if (field.getValue() instanceof TextNode text && !Text.isWellFormed(text.textValue())) {
                    field.setValue(TextNode.valueOf(Text.wellFormed(text.textValue())));
                    changed = true;
                } else {
                    changed |= wellFormed(field.getValue());
                }
            }
            if (badNames != null) {
                for (String bad : badNames) {
                    object.set(Text.wellFormed(bad), object.remove(bad));
                }
                changed = true;
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode text && !Text.isWellFormed(text.textValue())) {
                    array.set(i, Text.wellFormed(text.textValue()));
                    changed = true;
                } else {
                    changed |= wellFormed(array.get(i));
                }
            }
        }
        return changed;
    }
}
