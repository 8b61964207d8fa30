package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.NumberedList;
import dev.mesher.text.FullPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a message's template: a list, an object by name, or a single value. */
final class TemplateParameters {
    private static final int MOST = 1_000;
    private static final FullPattern INDEX = FullPattern.of("\\d{1,3}", 3);

    private final JsonNode sent;
    private final List<JsonNode> list = new ArrayList<>();
    private int next;

    TemplateParameters(JsonNode sent) {
        this.sent = sent;
        JsonNode inOrder = sent.isObject() ? NumberedList.of(sent) : sent;
        if (inOrder != null && inOrder.isArray()) {
            for (int i = 0; i < Math.min(MOST, inOrder.size()); i++) {
                list.add(inOrder.get(i));
            }
        } else {
            // Python's logging passes a single object as the parameters themselves.
            list.add(sent);
        }
    }

    int count() {
        return list.size();
    }

    /** The parameter after the one before; null when there are no more. */
    @Nullable
    JsonNode next() {
        return next < list.size() ? list.get(next++) : null;
    }

    /** The parameter at {@code index}, from 0; null when there is none. */
    @Nullable
    JsonNode at(int index) {
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }

    /**
     * The parameter of that name, which may be a number or a path with dots into objects; in a list, names stand for the
     * parameters in their order.
     */
    @Nullable
    JsonNode named(String name) {
        if (name.isEmpty()) {
            return next();
        }
        JsonNode exact = sent.get(name);
        if (exact != null) {
            return exact;
        }
        if (INDEX.matches(name)) {
            return at(Integer.parseInt(name));
        }
        return sent.isObject() ? inside(name) : next();
    }

    /** Whether {@link #named} may find a parameter. */
    boolean has(String name) {
        return name.isEmpty() || (!sent.isObject() && !INDEX.matches(name)) || named(name) != null;
    }

    private @Nullable JsonNode inside(String path) {
        JsonNode at = sent;
        int start = 0;
        while (at != null && start <= path.length()) {
            int dot = path.indexOf('.', start);
            int end = dot < 0 ? path.length() : dot;
            at = at.get(path.substring(start, end));
            start = end + 1;
        }
        return at;
    }
}
