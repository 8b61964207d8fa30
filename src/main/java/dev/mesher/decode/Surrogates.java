package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Handles lone surrogates. JSON can express them, but PostgreSQL refuses them. */
public final class Surrogates {
    /** The first of the three UTF-8 bytes of the characters from U+D000 to U+DFFF, which include the surrogates. */
    private static final byte LEAD = (byte) 0xED;

    private static final int FIRST_SURROGATE_CONTINUATION = 0xA0;

    private Surrogates() {}

    /**
     * Whether texts in {@code json} may have lone surrogates: it contains a surrogate as an escape sequence or as
     * bytes. Reads the bytes once.
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

    /**
     * Replaces each lone surrogate in {@code node} by U+FFFD, in place. Returns whether there was one. The depth was
     * limited by the reader.
     */
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
