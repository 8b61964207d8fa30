package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.text.FullPattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as clients write them: with an offset, without one (UTC), or as seconds since 1970. */
final class Timestamps {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    /** The year 9999 in seconds; a time past it is none. */
    private static final double LATEST = 253_402_300_799.0;

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final FullPattern SECONDS = FullPattern.of("\\d{1,12}(\\.\\d{1,12})?", 25);

    private Timestamps() {}

    /** Null when it is no time, or one before 1970. */
    static @Nullable Instant parse(@Nullable JsonNode sent) {
        if (sent == null) {
            return null;
        }
        if (sent.isNumber()) {
            return seconds(sent.doubleValue());
        }
        return sent.isTextual() ? parse(sent.textValue().strip()) : null;
    }

    /** Null when it is no time, or one before 1970. */
    static @Nullable Instant parse(String text) {
        if (text.length() < 8 || text.length() > 40 || text.indexOf('-') < 0) {
            return numeric(text);
        }
        Instant usual = PlainTime.parse(text);
        if (usual != null) {
            return inRange(usual) ? usual : null;
        }
        String joined =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        try {
            TemporalAccessor read = FORM.parseBest(joined, OffsetDateTime::from, LocalDateTime::from);
            Instant time = read instanceof OffsetDateTime at
                    ? at.toInstant()
                    : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
            return inRange(time) ? time : null;
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private static @Nullable Instant numeric(String text) {
        return SECONDS.matches(text) ? seconds(Double.parseDouble(text)) : null;
    }

    private static @Nullable Instant seconds(double seconds) {
        if (!(seconds > 0 && seconds < LATEST)) {
            return null;
        }
        long whole = (long) seconds;
        // A double has no more than microseconds to tell.
        long micros = Math.round((seconds - whole) * MICROS);
        return Instant.ofEpochSecond(whole, micros * (long) (NANOS / MICROS));
    }

    private static boolean inRange(Instant time) {
        return time.getEpochSecond() > 0 && time.getEpochSecond() < LATEST;
    }
}
