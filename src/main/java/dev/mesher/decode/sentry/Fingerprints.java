package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's own grouping. The obsolete field {@code checksum} is read as a fingerprint too. */
final class Fingerprints {
    private static final int MOST = 100;
    private static final int LENGTH = 1_024;
    private static final FieldPath PATH = FieldPath.of("fingerprint");

    private Fingerprints() {}

    /** The parts of the fingerprint; empty when the client leaves the grouping to the server. */
    static List<String> of(SentryFields event) {
        List<String> parts = new ArrayList<>();
        JsonNode sent = Lists.array(event.any("fingerprint"), PATH, event.notes());
        if (sent != null && sent.isValueNode()) {
            add(parts, sent, event.notes());
        } else if (sent != null) {
            if (sent.isObject()) {
                event.notes().add(PATH, "an object and not a list; its values are used as the parts");
            }
            for (JsonNode part : sent) {
                add(parts, part, event.notes());
                if (parts.size() == MOST && sent.size() > MOST) {
                    event.notes().dropped(PATH, sent.size(), MOST);
                    break;
                }
            }
        }
        String checksum = parts.isEmpty() ? event.name("checksum", LENGTH) : null;
        if (checksum != null) {
            parts.add(checksum);
        }
        return List.copyOf(parts);
    }

    private static void add(List<String> parts, @Nullable JsonNode part, Notes notes) {
        if (part == null || part.isNull()) {
            return;
        }
        boolean whole = part.isNumber() && !part.isIntegralNumber() && Math.abs(part.doubleValue()) < 1e15;
        String text = whole ? Long.toString((long) part.doubleValue()) : Text.trimmed(SentryFields.asText(part));
        if (text.length() > LENGTH) {
            notes.trimmed(PATH.element(parts.size()), text.length(), LENGTH);
        }
        parts.add(Text.hashed(text, LENGTH));
    }
}
