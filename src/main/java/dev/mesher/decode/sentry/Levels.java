package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.event.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Severity in the words of Sentry's clients. */
final class Levels {
    private Levels() {}

    /** {@code error} when it is absent, or none that is known. */
    static Level of(@Nullable JsonNode sent, Notes notes) {
        if (sent == null || sent.isNull()) {
            return Level.ERROR;
        }
        Level level = sent.isNumber() ? ofNumber(sent.doubleValue()) : ofName(sent.asText());
        if (level == null) {
            notes.add("level", "unknown");
            return Level.ERROR;
        }
        return level;
    }

    private static @Nullable Level ofName(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "fatal", "critical" -> Level.FATAL;
            case "error" -> Level.ERROR;
            case "warning", "warn" -> Level.WARNING;
            case "info", "log" -> Level.INFO;
            case "debug", "trace" -> Level.DEBUG;
            default -> null;
        };
    }

    /** The numbers of Python's logging. */
    private static @Nullable Level ofNumber(double number) {
        if (number < 1 || number > 50) {
            return null;
        }
        if (number >= 50) {
            return Level.FATAL;
        }
        if (number >= 40) {
            return Level.ERROR;
        }
        if (number >= 30) {
            return Level.WARNING;
        }
        return number >= 20 ? Level.INFO : Level.DEBUG;
    }
}
