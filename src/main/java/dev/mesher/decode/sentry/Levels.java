package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.Text;
import dev.mesher.event.Level;
import dev.mesher.text.Characters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the severity from the names and numbers of the loggers that Sentry's clients report for. */
final class Levels {
    /** Longer words are not severities. */
    private static final int LONGEST = 40;

    /**
     * The highest number of syslog's severities, where 0 is the most severe. The lowest numbers of all other loggers
     * are higher.
     */
    private static final int SYSLOG_DEBUG = 7;

    private static final int PINO_FATAL = 60;
    private static final int PYTHON_CRITICAL = 50;
    private static final int MONOLOG_DEBUG = 100;
    private static final int MONOLOG_EMERGENCY = 600;

    /** OpenTelemetry has four degrees of each severity, such as {@code ERROR4}. */
    private static final char LAST_DEGREE = '4';

    private Levels() {}

    /** The severity. {@code error} when it is missing, or unknown, which is noted. */
    static Level of(@Nullable JsonNode sent, String platform, Notes notes) {
        if (sent == null || sent.isNull()) {
            return Level.ERROR;
        }
        Level level = sent.isNumber() ? ofNumber(sent.doubleValue(), platform) : ofText(sent.asText(), platform);
        if (level == null) {
            notes.add("level", "unknown: " + SentryFields.shown(sent));
            return Level.ERROR;
        }
        return level;
    }

    private static @Nullable Level ofText(String text, String platform) {
        if (text.length() > LONGEST) {
            return null;
        }
        String name = Text.trimmed(text).toLowerCase(Locale.ROOT);
        int digits = Characters.digitsFrom(name, 0);
        if (digits > 0 && (digits == name.length() || name.substring(digits).equals(".0"))) {
            return ofNumber(Double.parseDouble(name), platform);
        }
        Level level = ofName(name);
        return level == null ? ofName(lastWord(name)) : level;
    }

    /** The part that names the severity, in {@code LogLevel.Error}, {@code LOG_ERR} or {@code ERROR2}. */
    private static String lastWord(String name) {
        int end = name.length();
        if (end > 0 && name.charAt(end - 1) >= '1' && name.charAt(end - 1) <= LAST_DEGREE) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isLetter(name.charAt(start - 1))) {
            start--;
        }
        return name.substring(start, end);
    }

    private static @Nullable Level ofName(String name) {
        return switch (name) {
            case "fatal",
                    "critical",
                    "crit",
                    "emergency",
                    "emerg",
                    "panic",
                    "dpanic",
                    "alert",
                    "fault",
                    "ftl",
                    "fatal error" -> Level.FATAL;
            case "error", "err", "severe", "exception" -> Level.ERROR;
            case "warning", "warn", "wrn", "caution", "deprecated" -> Level.WARNING;
            case "info", "information", "informational", "inf", "notice", "log", "default", "success" -> Level.INFO;
            case "debug", "dbg", "trace", "trc", "verbose", "vrb", "fine", "finer", "finest", "config", "silly" ->
                Level.DEBUG;
            default -> null;
        };
    }

    /**
     * The severity of a number. It is read as syslog's if it is low enough, or else as that of the usual logger of
     * {@code platform}.
     */
    private static @Nullable Level ofNumber(double number, String platform) {
        if (!(number >= 0 && number <= MONOLOG_EMERGENCY)) {
            return null;
        }
        if (number <= SYSLOG_DEBUG) {
            return ofSyslog((int) number);
        }
        if (platform.equals("node") || platform.equals("javascript")) {
            return number > PINO_FATAL ? null : atLeast(number, PINO_FATAL, 50, 40, 30);
        }
        if (number <= PYTHON_CRITICAL) {
            return atLeast(number, PYTHON_CRITICAL, 40, 30, 20);
        }
        return platform.equals("php") && number >= MONOLOG_DEBUG ? atLeast(number, 500, 400, 300, 200) : null;
    }

    private static Level ofSyslog(int number) {
        return switch (number) {
            case 0, 1, 2 -> Level.FATAL;
            case 3 -> Level.ERROR;
            case 4 -> Level.WARNING;
            case 5, 6 -> Level.INFO;
            default -> Level.DEBUG;
        };
    }

    /** The severity of a number. Each argument is the lowest number of its severity. */
    private static Level atLeast(double number, int fatal, int error, int warning, int info) {
        if (number >= fatal) {
            return Level.FATAL;
        }
        if (number >= error) {
            return Level.ERROR;
        }
        if (number >= warning) {
            return Level.WARNING;
        }
        return number >= info ? Level.INFO : Level.DEBUG;
    }
}
