package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.NumberedList;
import dev.mesher.decode.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tags, which are sent as an object or as a list of pairs. Each value becomes text. */
final class Tags {
    private static final int MOST = 100;
    private static final int LENGTH = 200;
    private static final FieldPath TAGS = FieldPath.of("tags");

    /** The name of the tag that holds entries that are not tags. */
    private static final String OF_THE_REST = "tags";

    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Notes notes;

    private Tags(Notes notes) {
        this.notes = notes;
    }

    /** Names and values, in the client's order. The map may be modified. */
    static Map<String, String> of(@Nullable JsonNode sent, Notes notes) {
        Tags tags = new Tags(notes);
        if (sent instanceof ObjectNode object) {
            ArrayNode list = NumberedList.of(object);
            if (list != null && holdsPairs(list)) {
                notes.add(TAGS, "a list that was sent as an object; read in the order of its indexes");
                tags.pairs(list);
            } else {
                object.properties().forEach(tag -> tags.add(tag.getKey(), tag.getValue()));
            }
        } else if (sent instanceof ArrayNode list) {
            tags.pairs(list);
        } else if (sent != null && !sent.isNull()) {
            notes.add(TAGS, "neither an object nor a list of pairs, kept as a tag");
            tags.add(OF_THE_REST, sent);
        }
        return tags.tags;
    }

    /** Whether the list consists of pairs. Pairs of numbers count too, since a number may be the name of a tag. */
    private static boolean holdsPairs(ArrayNode list) {
        for (JsonNode each : list) {
            if (!isPair(each) && !isNamed(each)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPair(JsonNode pair) {
        return pair.isArray()
                && pair.size() == 2
                && pair.get(0).isValueNode()
                && !pair.get(0).isNull();
    }

    private static boolean isNamed(JsonNode pair) {
        return pair.isObject() && pair.path("key").isValueNode() && pair.has("value");
    }

    private void pairs(ArrayNode pairs) {
        ArrayNode rest = null;
        for (JsonNode sent : pairs) {
            JsonNode list = NumberedList.of(sent);
            JsonNode pair = list == null ? sent : list;
            if (isPair(pair)) {
                add(pair.get(0).asText(), pair.get(1));
            } else if (isNamed(pair)) {
                add(pair.path("key").asText(), pair.path("value"));
            } else if (!pair.isNull()) {
                rest = rest == null ? JsonNodeFactory.instance.arrayNode() : rest;
                rest.add(pair);
            }
        }
        if (rest != null) {
            notes.add(TAGS, "entries that are not pairs are kept as one tag");
            add(OF_THE_REST, rest);
        }
    }

    /** Adds a tag. If a name occurs twice, the first value is kept. */
    private void add(String sentKey, JsonNode value) {
        String key = Text.column(Text.trimmed(sentKey).replace(' ', '-'), LENGTH);
        if (value.isNull() || key.isEmpty() || tags.containsKey(key)) {
            return;
        }
        if (tags.size() == MOST) {
            notes.add(TAGS.field(key), "left out: more than " + MOST + " tags");
            return;
        }
        String text = Text.trimmed(SentryFields.asText(value)).replace('\n', ' ');
        String kept = Text.column(text, LENGTH);
        if (kept.length() < text.length()) {
            notes.trimmed(TAGS.field(key), text.length(), kept.length());
        }
        String unused = tags.put(key, kept);
    }
}
