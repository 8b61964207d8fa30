package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/**
 * Finds dates and times: {@code 2026-01-31T12:00:00.5Z} and parts of it, {@code 31.1.2026} and {@code 1/31/2026},
 * {@code 12:00:00,123}.
 */
final class Dates {
    private static final int YEAR = 4;
    private static final int MOST_OF_SECOND = 9;

    private Dates() {}

    /**
     * The end of a date or time; -1 when there is none.
     *
     * @param at start of a word
     * @param digits end of the digits that start at {@code at}
     */
    static int end(CharSequence text, int at, int digits) {
        return switch (digits - at) {
            case 1, 2 -> Math.max(endOfTime(text, at), endWithYear(text, digits));
            case YEAR -> isTwo(text, digits, "-") && isTwo(text, digits + 3, "-") ? endOfDay(text, digits + 6) : -1;
            default -> -1;
        };
    }

    /**
     * The end of a date, including the time after it if there is one.
     *
     * @param day position after the date
     */
    private static int endOfDay(CharSequence text, int day) {
        boolean time = isTwo(text, day, "T ") && isTwo(text, day + 3, ":");
        if (!time) {
            return day;
        }
        int end = day + 6;
        if (isTwo(text, end, ":")) {
            end = endOfFraction(text, end + 3);
        }
        return endOfZone(text, end);
    }

    private static int endOfZone(CharSequence text, int at) {
        if (Characters.at(text, at) == 'Z') {
            return at + 1;
        }
        if (!isTwo(text, at, "+-")) {
            return at;
        }
        if (isTwo(text, at + 3, ":")) {
            return at + 6;
        }
        return areTwo(text, at + 3) ? at + 5 : at;
    }

    private static int endOfTime(CharSequence text, int at) {
        boolean time = areTwo(text, at) && isTwo(text, at + 2, ":") && isTwo(text, at + 5, ":");
        return time ? endOfFraction(text, at + 8) : -1;
    }

    private static int endOfFraction(CharSequence text, int at) {
        char mark = Characters.at(text, at);
        if (mark != '.' && mark != ',') {
            return at;
        }
        int end = at + 1;
        while (end <= at + MOST_OF_SECOND && Characters.isDigit(Characters.at(text, end))) {
            end++;
        }
        return end > at + 1 ? end : at;
    }

    /**
     * The end of a date with the year last.
     *
     * @param mark position of the separator after the first one or two digits
     */
    private static int endWithYear(CharSequence text, int mark) {
        int second = isDateMark(text, mark) ? Characters.digitsFrom(text, mark + 1) : mark;
        if (second <= mark + 1 || second > mark + 3 || !isDateMark(text, second)) {
            return -1;
        }
        int end = Characters.digitsFrom(text, second + 1);
        return end == second + 1 + YEAR && Words.end(text, end) ? end : -1;
    }

    private static boolean isDateMark(CharSequence text, int at) {
        char c = Characters.at(text, at);
        return c == '/' || c == '.';
    }

    /** Whether there is one of the marks at {@code at}, followed by two digits. */
    private static boolean isTwo(CharSequence text, int at, String marks) {
        return marks.indexOf(Characters.at(text, at)) >= 0 && areTwo(text, at + 1);
    }

    private static boolean areTwo(CharSequence text, int at) {
        return Characters.isDigit(Characters.at(text, at)) && Characters.isDigit(Characters.at(text, at + 1));
    }
}
