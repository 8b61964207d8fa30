package dev.mesher.decode.sentry;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads times in the most common form: {@code 2026-11-20T10:00:00.123456Z}. The fraction and the Z are optional. */
final class PlainTime {
    /** Length of the text up to the seconds. */
    private static final int SECONDS_LENGTH = 19;

    private static final int FRACTION_DIGITS = 9;

    /** A day up to this number exists in every month. Later days are left to the general parser. */
    private static final int SURE_DAYS = 28;

    private static final int SECONDS_OF_DAY = 86_400;

    private PlainTime() {}

    /** The time; null when the text has another form or may not be a valid time. */
    static @Nullable Instant parse(String text) {
        if (text.length() < SECONDS_LENGTH
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_LENGTH);
        int nanos = nanos(text);
        boolean sure = year > 0
                && month > 0
                && month <= 12
                && day > 0
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59
                && nanos >= 0;
        if (!sure || (day > SURE_DAYS && day > LocalDate.of(year, month, 1).lengthOfMonth())) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * SECONDS_OF_DAY + hour * 3_600L + minute * 60L + second, nanos);
    }

    /** The number in these characters; −1 when one of them is not a digit. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The nanoseconds of the fraction after the seconds; −1 when the text goes on in another way. */
    private static int nanos(String text) {
        int end = text.charAt(text.length() - 1) == 'Z' ? text.length() - 1 : text.length();
        if (end == SECONDS_LENGTH) {
            return 0;
        }
        int digits = end - SECONDS_LENGTH - 1;
        if (digits < 1 || digits > FRACTION_DIGITS || text.charAt(SECONDS_LENGTH) != '.') {
            return -1;
        }
        int nanos = number(text, SECONDS_LENGTH + 1, end);
        for (int i = digits; i < FRACTION_DIGITS && nanos > 0; i++) {
            nanos *= 10;
        }
        return nanos;
    }
}
