package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists in every form that clients give them: an array, {@code {"values":[…]}}, or a single object. */
final class Lists {
    private Lists() {}

    /** The objects of the list, in order; what is none of them is passed over. */
    static List<SentryFields> objects(@Nullable JsonNode list, FieldPath path, Notes notes) {
        JsonNode values = list instanceof ObjectNode object && object.has("values") ? object.get("values") : list;
        List<SentryFields> objects = new ArrayList<>();
        if (values instanceof ObjectNode single) {
            objects.add(new SentryFields(single, path, notes));
        } else if (values != null && values.isArray()) {
            for (int i = 0; i < values.size(); i++) {
                JsonNode value = values.get(i);
                if (value instanceof ObjectNode object) {
                    objects.add(new SentryFields(object, path.element(i), notes));
                } else if (!value.isNull()) {
                    notes.add(path.element(i), "not an object");
                }
            }
        } else if (values != null && !values.isNull()) {
            notes.add(path, "not a list");
        }
        return objects;
    }

    /** The last {@code most} of the list. */
    static <T> List<T> last(List<T> list, int most, FieldPath path, Notes notes) {
        if (list.size() <= most) {
            return list;
        }
        notes.dropped(path, list.size(), most);
        return list.subList(list.size() - most, list.size());
    }
}
