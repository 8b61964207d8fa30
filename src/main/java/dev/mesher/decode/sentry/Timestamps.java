package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.Text;
import dev.mesher.text.FullPattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Reads times in all forms that clients use: text with or without an offset (UTC if without), the date format of HTTP,
 * or a number of seconds, milliseconds, microseconds or nanoseconds since 1970.
 */
final class Timestamps {
    private static final double MICROS = 1e6;

    /** The last second of the year 9999. Later times are not accepted. */
    private static final long LATEST = 253_402_300_799L;

    /**
     * A number above this limit is in milliseconds and not in seconds. Numbers a thousand times larger again are in the
     * next smaller unit.
     */
    private static final double MOST_SECONDS = 1e11;

    private static final int UNITS = 4;
    private static final int SHORTEST = 12;
    private static final int LONGEST = 100;

    private static final FullPattern NUMBER =
            FullPattern.of("\\d{1,20}+(?:[.,]\\d{1,20}+)?+(?:[eE]\\+?\\d{1,2})?+", 48);

    private Timestamps() {}

    /** The time; null when {@code sent} is not a time or is before 1970. */
    static @Nullable Instant parse(@Nullable JsonNode sent) {
        if (sent == null) {
            return null;
        }
        if (sent.isNumber()) {
            return number(sent.doubleValue());
        }
        return sent.isTextual() ? parse(Text.trimmed(sent.textValue())) : null;
    }

    /** The time; null when {@code sent} is not a time or is before 1970. */
    static @Nullable Instant parse(String text) {
        if (NUMBER.matches(text)) {
            return number(Double.parseDouble(text.replace(',', '.')));
        }
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return null;
        }
        Instant usual = PlainTime.parse(text);
        Instant time = usual == null ? WrittenTime.parse(text) : usual;
        time = time == null ? ofHttp(text) : time;
        return time != null && time.getEpochSecond() > 0 && time.getEpochSecond() < LATEST ? time : null;
    }

    /** Reads the date format of HTTP: {@code Fri, 20 Nov 2026 10:00:00 GMT}. */
    private static @Nullable Instant ofHttp(String text) {
        if (!Character.isLetter(text.charAt(0))) {
            return null;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private static @Nullable Instant number(double sent) {
        double seconds = sent;
        for (int unit = 1; unit < UNITS && seconds >= MOST_SECONDS; unit++) {
            seconds /= 1_000;
        }
        if (!(seconds > 0 && seconds < MOST_SECONDS)) {
            return null;
        }
        long whole = (long) seconds;
        // A double is exact only to about a microsecond here.
        long micros = Math.round((seconds - whole) * MICROS);
        return Instant.ofEpochSecond(whole, micros * 1_000);
    }
}
