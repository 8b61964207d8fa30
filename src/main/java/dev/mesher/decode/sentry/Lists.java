package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.NumberedList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists in all forms that clients use: an array, an object whose names are indexes, {@code {"values":[…]}}, or a
 * single element.
 */
final class Lists {
    private Lists() {}

    /**
     * Returns the list as an array, with a note if it was an object. Returns {@code sent} itself when it is not a list.
     *
     * @param sent null when the field is missing
     */
    static @Nullable JsonNode array(@Nullable JsonNode sent, FieldPath path, Notes notes) {
        if (!(sent instanceof ObjectNode object)) {
            return sent;
        }
        if (object.isEmpty()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        ArrayNode list = NumberedList.of(object);
        if (list == null) {
            return sent;
        }
        notes.add(path, "a list that was sent as an object; read in the order of its indexes");
        return list;
    }

    /**
     * Returns the list as an array. A text becomes its lines, and any other single element a list of one, with a note.
     */
    static ArrayNode elements(JsonNode sent, FieldPath path, Notes notes) {
        if (array(sent, path, notes) instanceof ArrayNode list) {
            return list;
        }
        notes.add(path, "not a list, kept as a list of one element");
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        if (sent.isTextual()) {
            sent.textValue().lines().forEach(made::add);
            return made;
        }
        return made.add(sent);
    }

    /**
     * Returns the objects of the list, in order. Nulls are skipped.
     *
     * @param held field of the object that is made for an element that is not an object
     */
    static List<SentryFields> objects(@Nullable JsonNode sent, String held, FieldPath path, Notes notes) {
        JsonNode values = sent instanceof ObjectNode object ? object.get("values") : null;
        JsonNode list = array(values == null ? sent : values, path, notes);
        List<SentryFields> objects = new ArrayList<>();
        if (list instanceof ArrayNode) {
            for (int i = 0; i < list.size(); i++) {
                add(objects, list.get(i), held, path.element(i), notes);
            }
        } else if (list != null) {
            add(objects, list, held, path, notes);
        }
        return objects;
    }

    private static void add(List<SentryFields> objects, JsonNode element, String held, FieldPath path, Notes notes) {
        if (element instanceof ObjectNode object) {
            objects.add(new SentryFields(object, path, notes));
        } else if (!element.isNull()) {
            objects.add(new SentryFields(SentryFields.holding(element, held, path, notes), path, notes));
        }
    }

    /** The last {@code most} elements, with a note if there are more. */
    static <T> List<T> last(List<T> list, int most, FieldPath path, Notes notes) {
        if (list.size() <= most) {
            return list;
        }
        notes.dropped(path, list.size(), most);
        return list.subList(list.size() - most, list.size());
    }
}
