package dev.mesher.group.varying;

import dev.mesher.text.Characters;
import java.util.Set;

/** Finds durations such as {@code 5ms} and {@code 1.5 seconds}. */
final class TimeSpans {
    private static final Set<String> UNITS = Set.of(
            "ns", "us", "µs", "ms", "s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h",
            "hour", "hours", "day", "days");

    private static final int LONGEST_UNIT = 7;
    private static final int MOST_DIGITS = 18;

    private TimeSpans() {}

    /**
     * The end of a duration; -1 when there is none.
     *
     * @param at start of a word
     * @param digits end of the digits that start at {@code at}
     */
    static int end(CharSequence text, int at, int digits) {
        int fraction = Characters.at(text, digits) == '.' ? Characters.digitsFrom(text, digits + 1) : digits;
        int end = fraction > digits + 1 ? fraction : digits;
        if (digits - at > MOST_DIGITS || end - digits - 1 > MOST_DIGITS) {
            return -1;
        }
        int unit = Characters.isBlank(Characters.at(text, end)) ? end + 1 : end;
        int last = unit;
        while (last <= unit + LONGEST_UNIT && isOfUnit(Characters.at(text, last))) {
            last++;
        }
        boolean ends = last > unit && last <= unit + LONGEST_UNIT && Words.end(text, last);
        return ends && UNITS.contains(text.subSequence(unit, last).toString()) ? last : -1;
    }

    private static boolean isOfUnit(char c) {
        return (c >= 'a' && c <= 'z') || c == 'µ';
    }
}
