package dev.mesher.decode.sentry;

import dev.mesher.text.Characters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A date with a time in the forms that languages write: blanks or nothing between the parts, a fraction of any length, an
 * offset with or without a colon, {@code Z}, {@code UTC} or {@code GMT} in either case. Without an offset it is UTC.
 */
final class WrittenTime {
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_OF_HOUR = 3_600;
    private static final int LARGEST_OFFSET = 18 * SECONDS_OF_HOUR;

    /** Thrown where the text goes on otherwise. */
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

    /** Null when it is in another form, or no time of the calendar. */
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
        // A leap second is the one after the minute's last.
        boolean leap = second == 60;
        LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, leap ? 59 : second, nanos);
        return time.toInstant(ZoneOffset.UTC).plusSeconds((leap ? 1 : 0) - (long) offset);
    }

    /** Digits past nanoseconds are dropped. */
    private int nanos() {
        expect(isDigit());
        int nanos = 0;
        for (int digits = 0; digits < NANO_DIGITS || isDigit(); digits++) {
            int digit = isDigit() ? text.charAt(at++) - '0' : 0;
            nanos = digits < NANO_DIGITS ? nanos * 10 + digit : nanos;
        }
        return nanos;
    }

    /** In seconds east of UTC. What comes after it is the name of the zone, or a clock's own reading. */
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
