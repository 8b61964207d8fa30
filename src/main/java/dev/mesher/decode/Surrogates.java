package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Surrogates without their partner, which JSON can say and PostgreSQL does not take. */
public final class Surrogates {
    /** Begins the three bytes of a character from U+D000 on, surrogates among them. */
    private static final byte LEAD = (byte) 0xED;

    private static final int FIRST_SURROGATE_CONTINUATION = 0xA0;

    private Surrogates() {}

    /**
     * Whether a text in {@code json} may hold one: it has a surrogate as an escape or as bytes of its own. One pass over the
     * bytes.
     */
    public static boolean mayBeLone(byte[] json) {
        for (int i = 0; i + 2 < json.length; i++) {
            byte b = json[i];
            if ((b == '\\' && json[i + 1] == 'u' && (json[i + 2] | 0x20) == 'd')
                    || (b == LEAD && (json[i + 1] & 0xFF) >= FIRST_SURROGATE_CONTINUATION)) {
                return true;
            }
        }
        return false;
    }

    /** Replaces each in {@code node} by U+FFFD, in place; whether there was any. The depth is bounded by the reader. */
    public static boolean mend(JsonNode node) {
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
                    changed |= mend(field.getValue());
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
                    changed |= mend(array.get(i));
                }
            }
        }
        return changed;
    }
}
