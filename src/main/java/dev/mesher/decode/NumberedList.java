package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.text.Characters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list that was sent as an object whose names are its indexes: {@code {"1":…,"2":…}}. PHP's {@code json_encode}
 * writes an array with gaps like this.
 */
public final class NumberedList {
    /** Most digits of an index, so that it fits into a {@code long}. */
    private static final int MOST_DIGITS = 18;

    private record Place(long number, JsonNode value) {}

    private NumberedList() {}

    /**
     * The elements in the order of their indexes. Null when {@code node} is not an object, is empty, or has other
     * names.
     */
    public static @Nullable ArrayNode of(@Nullable JsonNode node) {
        return node instanceof ObjectNode object && isOne(object) ? ordered(object) : null;
    }

    /** Replaces a numbered list in the field by an array. Returns whether there was one. */
    static boolean mend(ObjectNode owner, String name) {
        ArrayNode list = of(owner.get(name));
        if (list == null) {
            return false;
        }
        owner.set(name, list);
        return true;
    }

    private static boolean isOne(ObjectNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!isNumber(field.getKey())) {
                return false;
            }
        }
        return !object.isEmpty();
    }

    /** Whether a name can be an index. */
    static boolean isNumber(String name) {
        int start = name.startsWith("-") ? 1 : 0;
        int digits = name.length() - start;
        return digits > 0 && digits <= MOST_DIGITS && Characters.digitsFrom(name, start) == name.length();
    }

    private static ArrayNode ordered(ObjectNode object) {
        List<Place> places = new ArrayList<>(object.size());
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            places.add(new Place(Long.parseLong(field.getKey()), field.getValue()));
        }
        places.sort(Comparator.comparingLong(Place::number));
        ArrayNode list = JsonNodeFactory.instance.arrayNode(places.size());
        for (Place place : places) {
            list.add(place.value);
        }
        return list;
    }
}
