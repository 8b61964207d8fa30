package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Normalises an event's tree. JSON in a string becomes JSON, numbered lists become arrays, names lose surrounding white
 * space, and text becomes valid Unicode.
 */
final class Unfold {
    private static final List<String> FOLDED = List.of("tags", "extra", "user_context");
    private static final List<String> LISTS = List.of("stacktrace", "exceptions", "breadcrumbs", "fingerprint");

    private Unfold() {}

    /**
     * Changes {@code event} in place. Returns whether anything was changed.
     *
     * @param mayBeLone whether its texts may have lone surrogates
     */
    static boolean unfold(ObjectNode event, boolean mayBeLone) {
        boolean changed = lists(event);
        for (String name : FOLDED) {
            changed |= object(event, name, FieldPath.of(name));
        }
        JsonNode breadcrumbs = event.get("breadcrumbs");
        if (breadcrumbs != null && !breadcrumbs.isNull()) {
            changed |= breadcrumbs(breadcrumbs);
        }
        if (changed && tokens(event, JsonTree.MAX_TOKENS) > JsonTree.MAX_TOKENS) {
            throw EventJson.tooManyTokens();
        }
        changed |= TrimmedNames.trim(event);
        boolean mended = (mayBeLone || changed) && Surrogates.mend(event);
        return mended || changed;
    }

    private static boolean lists(ObjectNode event) {
        boolean changed = false;
        for (String name : LISTS) {
            changed |= NumberedList.mend(event, name);
        }
        JsonNode exceptions = event.get("exceptions");
        if (exceptions != null && exceptions.isArray()) {
            for (JsonNode exception : exceptions) {
                changed |= exception instanceof ObjectNode object && NumberedList.mend(object, "stacktrace");
            }
        }
        return changed;
    }

    /** Counts tokens as the reader does. Stops when there are more than {@code limit}. */
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
        FieldPath list = FieldPath.of("breadcrumbs");
        for (int i = 0; i < breadcrumbs.size(); i++) {
            Fields crumb = Fields.of(breadcrumbs.get(i), list.element(i));
            changed |= object(crumb.node(), "data", crumb.at("data"));
        }
        return changed;
    }

    private static boolean object(ObjectNode parent, String name, FieldPath path) {
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
        throw Fields.expected(path.toString(), "an object, or a string that holds one");
    }
}
