package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.Text;

/** Collects notes on what could not be kept of an event as it was sent, and why. They are shown with the event. */
final class Notes {
    private static final int MOST = 50;
    private static final int FIELD_LENGTH = 200;

    private final ArrayNode notes = JsonNodeFactory.instance.arrayNode();
    private int left;

    /**
     * Adds a note.
     *
     * @param field path of the field, as the client named it
     * @param problem in words
     */
    void add(String field, String problem) {
        if (notes.size() < MOST) {
            notes.addObject().put("field", Text.column(field, FIELD_LENGTH)).put("problem", problem);
        } else {
            left++;
        }
    }

    void add(FieldPath field, String problem) {
        if (notes.size() < MOST) {
            add(field.toString(), problem);
        } else {
            left++;
        }
    }

    void trimmed(FieldPath field, int length, int kept) {
        add(field, "trimmed from " + length + " to " + kept + " characters");
    }

    void dropped(FieldPath field, int count, int kept) {
        add(field, "kept " + kept + " of " + count);
    }

    /** The notes as JSON. The last one says how many notes were left out. */
    ArrayNode asJson() {
        if (left > 0) {
            notes.addObject().put("field", "notes").put("problem", left + " more notes are left out");
            left = 0;
        }
        return notes;
    }
}
