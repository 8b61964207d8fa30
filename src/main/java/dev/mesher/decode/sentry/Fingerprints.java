package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mesher.decode.Text;
import org.jspecify.annotations.Nullable;

/** The client's own grouping; the legacy checksum stands for one. */
final class Fingerprints {
    private static final int MOST = 100;
    private static final int LENGTH = 1_024;

    private Fingerprints() {}

    /** Empty when the client leaves it to the server. */
    static ArrayNode of(SentryFields event) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        JsonNode sent = event.any("fingerprint");
        if (sent != null && sent.isValueNode()) {
            add(parts, sent, event.notes());
        } else if (sent != null && sent.isArray()) {
            for (JsonNode part : sent) {
                add(parts, part, event.notes());
                if (parts.size() == MOST && sent.size() > MOST) {
                    event.notes().dropped("fingerprint", sent.size(), MOST);
                    break;
                }
            }
        }
        String checksum = parts.isEmpty() ? event.text("checksum", LENGTH) : null;
        return checksum == null ? parts : parts.add(checksum);
    }

    private static void add(ArrayNode parts, @Nullable JsonNode part, Notes notes) {
        if (part == null || part.isNull()) {
            return;
        }
        boolean whole = part.isNumber() && !part.isIntegralNumber() && Math.abs(part.doubleValue()) < 1e15;
        String text = whole ? Long.toString((long) part.doubleValue()) : SentryFields.asText(part);
        if (text.length() > LENGTH) {
            notes.trimmed("fingerprint[" + parts.size() + "]", text.length(), LENGTH);
        }
        ArrayNode unused = parts.add(Text.hashed(text, LENGTH));
    }
}
