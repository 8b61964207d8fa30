package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.Text;
import dev.mesher.text.FullPattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ids that clients give their events: 32 hexadecimal digits, with or without dashes, in either case. */
public final class EventIds {
    private static final FullPattern DIGITS = FullPattern.of("[0-9a-fA-F]{32}", 32);

    private EventIds() {}

    /** Null when {@code sent} is no id. */
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

    /** 32 hexadecimal digits. */
    public static String text(UUID id) {
        return id.toString().replace("-", "");
    }
}
