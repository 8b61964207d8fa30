package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mesher.decode.EventJson;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.Text;
import java.io.IOException;
import java.util.Map;

/**
 * Limits the depth and the number of characters of values of any type. What one value uses is not available to the
 * next.
 */
final class SizeBudget {
    /** Most characters of the text that replaces a part that is too deep. */
    private static final int FOLDED_LENGTH = 200;

    /** Approximate cost of a value besides its text, in characters. */
    private static final int NODE_COST = 4;

    private static final int BITS_OF_DIGIT = 3;

    private final int depth;
    private int left;

    SizeBudget(int depth, int characters) {
        this.depth = depth;
        this.left = characters;
    }

    /**
     * Writes an object. Each of its fields has its own budget.
     *
     * @param depth most depth of each field
     * @param each most characters of each field
     * @param all most characters of all fields together
     */
    static void writeFields(JsonGenerator out, SentryFields object, int depth, int each, int all) throws IOException {
        int left = all;
        int kept = 0;
        out.writeStartObject();
        for (Map.Entry<String, JsonNode> field : object.node().properties()) {
            if (left <= 0) {
                object.notes().dropped(object.path(), object.node().size(), kept);
                break;
            }
            SizeBudget room = new SizeBudget(depth, Math.min(each, left));
            int before = room.left;
            out.writeFieldName(field.getKey());
            EventJson.write(out, room.fit(field.getValue(), object.at(field.getKey()), object.notes()));
            kept++;
            left -= before - room.left + field.getKey().length() + NODE_COST;
        }
        out.writeEndObject();
    }

    /** Uses the characters of a field's name. Returns false and changes nothing when it does not fit. */
    boolean tryTake(String name) {
        if (left < name.length()) {
            return false;
        }
        left -= name.length();
        return true;
    }

    /** Returns the value if it fits, or else as much of it as fits, with one note. */
    JsonNode fit(JsonNode value, FieldPath path, Notes notes) {
        int cost = cost(value, depth, left);
        if (cost <= left) {
            left -= cost;
            return value;
        }
        notes.add(path, "too large or too deep, trimmed");
        return trimmed(value, depth);
    }

    /**
     * The cost of a value in characters. It is above {@code limit} when the value is too large or too deep, and is then
     * not exact.
     */
    private static int cost(JsonNode value, int depth, int limit) {
        if (!value.isContainerNode()) {
            return leafCost(value);
        }
        if (depth == 0 && !value.isEmpty()) {
            return limit + 1;
        }
        int cost = NODE_COST;
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                cost += field.getKey().length() + cost(field.getValue(), depth - 1, limit - cost);
                if (cost > limit) {
                    return cost;
                }
            }
        } else {
            for (JsonNode element : value) {
                cost += cost(element, depth - 1, limit - cost);
                if (cost > limit) {
                    return cost;
                }
            }
        }
        return cost;
    }

    private static int leafCost(JsonNode leaf) {
        if (leaf.isTextual()) {
            return NODE_COST + leaf.textValue().length();
        }
        if (leaf.isBigInteger()) {
            return NODE_COST + leaf.bigIntegerValue().bitLength() / BITS_OF_DIGIT;
        }
        return leaf.isBigDecimal()
                ? NODE_COST + leaf.decimalValue().unscaledValue().bitLength() / BITS_OF_DIGIT
                : NODE_COST;
    }

    private JsonNode trimmed(JsonNode value, int depth) {
        if (!value.isContainerNode()) {
            return trimmedLeaf(value);
        }
        if (depth == 0 && !value.isEmpty()) {
            return TextNode.valueOf(taken(folded(value)));
        }
        left -= NODE_COST;
        if (value instanceof ObjectNode object) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (left <= field.getKey().length()) {
                    break;
                }
                left -= field.getKey().length();
                JsonNode unused = kept.set(field.getKey(), trimmed(field.getValue(), depth - 1));
            }
            return kept;
        }
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : value) {
            if (left <= 0) {
                break;
            }
            ArrayNode unused = kept.add(trimmed(element, depth - 1));
        }
        return kept;
    }

    private JsonNode trimmedLeaf(JsonNode value) {
        left -= value.isTextual() ? NODE_COST : leafCost(value);
        return value.isTextual() ? TextNode.valueOf(taken(value.textValue())) : value;
    }

    private String taken(String text) {
        String kept = Text.column(text, Math.max(1, Math.min(text.length(), left)));
        left -= kept.length();
        return kept;
    }

    private static String folded(JsonNode value) {
        return Text.column(value.toString(), FOLDED_LENGTH);
    }
}
