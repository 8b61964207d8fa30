package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.Text;
import dev.mesher.event.Level;
import dev.mesher.text.Characters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Severity in the words and numbers of the loggers that Sentry's clients pass on. */
final class Levels {
    /** A longer word is none of them. */
    private static final int LONGEST = 40;

    /** The highest of syslog's numbers, of which 0 is the gravest; every other logger's lowest is above it. */
    private static final int SYSLOG_DEBUG = 7;

    private static final int PINO_FATAL = 60;
    private static final int PYTHON_CRITICAL = 50;
    private static final int MONOLOG_DEBUG = 100;
    private static final int MONOLOG_EMERGENCY = 600;

    /** OpenTelemetry tells four degrees of each of its severities: {@code ERROR4}. */
    private static final char LAST_DEGREE = '4';

    private Levels() {}

    /** {@code error} when it is absent; also when it is none that is known, with a note. */
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

    /** Of {@code LogLevel.Error}, {@code LOG_ERR} or {@code ERROR2} what tells the level. */
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

    /** Those of syslog, whoever sends them; else of the logger that is usual where the program runs. */
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

    /** What each is the lowest number of. */
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
