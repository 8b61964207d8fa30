package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.Text;
import dev.mesher.text.FullPattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes clients' event ids: 32 hexadecimal digits in either case, with or without dashes. */
public final class EventIds {
    private static final FullPattern DIGITS = FullPattern.of("[0-9a-fA-F]{32}", 32);

    private EventIds() {}

    /** The id; null when {@code sent} is not an event id. */
    public static @Nullable UUID parse(@Nullable JsonNode sent) {
        String text = sent == null || !sent.isTextual() ? "" : Text.trimmed(sent.textValue());
        if (text.length() > 36) {
            return null;
        }
        String digits = text.replace("-", "");
        return DIGITS.matches(digits)
                ? new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16))
                : null;
    }

    /** The id as 32 hexadecimal digits. */
    public static String text(UUID id) {
        return id.toString().replace("-", "");
    }
}
