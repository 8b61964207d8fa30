package dev.mesher.decode.sentry;

import dev.mesher.text.Characters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date with a time in the forms that programming languages write. Blanks between the parts are optional. The
 * fraction may have any length. The offset may have a colon or not, or be {@code Z}, {@code UTC} or {@code GMT} in
 * either case. Without an offset the time is in UTC.
 */
final class WrittenTime {
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_OF_HOUR = 3_600;
    private static final int LARGEST_OFFSET = 18 * SECONDS_OF_HOUR;

    /** Thrown when the text has another form. */
    private static final class OtherForm extends RuntimeException {
        private static final long serialVersionUID = 1;

        OtherForm() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int at;

    private WrittenTime(String text) {
        this.text = text;
    }

    /** The time; null when the text has another form or is not a valid time. */
    static @Nullable Instant parse(String text) {
        try {
            return new WrittenTime(text).read();
        } catch (OtherForm | DateTimeException noTime) {
            return null;
        }
    }

    private Instant read() {
        int year = number(4);
        boolean dashed = skip("-/");
        int month = number(2);
        expect(dashed == skip("-/"));
        int day = number(2);
        expect(skip("Tt") || skip(" "));
        skipBlanks();
        int hour = number(2);
        boolean colons = skip(":");
        int minute = number(2);
        boolean seconds = colons ? skip(":") : isDigit();
        int second = seconds ? number(2) : 0;
        int nanos = seconds && skip(".,") ? nanos() : 0;
        skipBlanks();
        int offset = offset();
        // A leap second becomes the second after the last one of its minute.
        boolean leap = second == 60;
        LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, leap ? 59 : second, nanos);
        return time.toInstant(ZoneOffset.UTC).plusSeconds((leap ? 1 : 0) - (long) offset);
    }

    /** The nanoseconds. Further digits are ignored. */
    private int nanos() {
        expect(isDigit());
        int nanos = 0;
        for (int digits = 0; digits < NANO_DIGITS || isDigit(); digits++) {
            int digit = isDigit() ? text.charAt(at++) - '0' : 0;
            nanos = digits < NANO_DIGITS ? nanos * 10 + digit : nanos;
        }
        return nanos;
    }

    /** The offset in seconds east of UTC. The name of the time zone may follow in brackets. */
    private int offset() {
        boolean named = skipZone("UTC") || skipZone("GMT") || skipZone("Z");
        int sign = skip("+") ? 1 : skip("-\u2212") ? -1 : 0;
        int offset = 0;
        if (sign != 0) {
            offset = number(2) * SECONDS_OF_HOUR;
            boolean colon = skip(":");
            if (colon || isDigit()) {
                offset += number(2) * 60;
            }
            expect(offset <= LARGEST_OFFSET);
        }
        expect(at == text.length() || ((named || sign != 0) && skip(" [")));
        return sign * offset;
    }

    private boolean skipZone(String name) {
        int end = at + name.length();
        if (end > text.length()
                || !text.substring(at, end).toUpperCase(Locale.ROOT).equals(name)) {
            return false;
        }
        at = end;
        return true;
    }

    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            expect(isDigit());
            number = number * 10 + text.charAt(at++) - '0';
        }
        return number;
    }

    private boolean isDigit() {
        return at < text.length() && Characters.isDigit(text.charAt(at));
    }

    private boolean skip(String anyOf) {
        boolean found = at < text.length() && anyOf.indexOf(text.charAt(at)) >= 0;
        at += found ? 1 : 0;
        return found;
    }

    private void skipBlanks() {
        while (at < text.length() && Characters.isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new OtherForm();
        }
    }
}
