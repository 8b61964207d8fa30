package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags, which come as an object or as a list of pairs; each value becomes text. */
final class Tags {
    private static final int MOST = 100;
    private static final int LENGTH = 200;
    private static final FieldPath TAGS = FieldPath.of("tags");

    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Notes notes;

    private Tags(Notes notes) {
        this.notes = notes;
    }

    /** Key to value, in the client's order; the map may be changed. */
    static Map<String, String> of(@Nullable JsonNode sent, Notes notes) {
        Tags tags = new Tags(notes);
        if (sent instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> tag : object.properties()) {
                tags.add(tag.getKey(), tag.getValue());
            }
        } else if (sent != null && sent.isArray()) {
            sent.forEach(tags::pair);
        } else if (sent != null && !sent.isNull()) {
            notes.add("tags", "neither an object nor a list of pairs");
        }
        return tags.tags;
    }

    private void pair(JsonNode pair) {
        if (pair.isArray()
                && pair.size() == 2
                && pair.get(0).isValueNode()
                && !pair.get(0).isNull()) {
            add(pair.get(0).asText(), pair.get(1));
        } else if (pair instanceof ObjectNode object && object.path("key").isValueNode() && object.has("value")) {
            add(object.path("key").asText(), object.path("value"));
        } else if (!pair.isNull()) {
            notes.add("tags", "a pair that is none");
        }
    }

    /** The first value of a key counts. */
    private void add(String sentKey, JsonNode value) {
        String key = Text.column(sentKey.strip().replace(' ', '-'), LENGTH);
        if (value.isNull() || key.isEmpty() || tags.containsKey(key)) {
            return;
        }
        if (tags.size() == MOST) {
            notes.add(TAGS.field(key), "there are " + MOST + " tags before it");
            return;
        }
        String text = SentryFields.asText(value).replace('\n', ' ');
        String kept = Text.column(text, LENGTH);
        if (kept.length() < text.length()) {
            notes.trimmed(TAGS.field(key), text.length(), kept.length());
        }
        String unused = tags.put(key, kept);
    }
}
