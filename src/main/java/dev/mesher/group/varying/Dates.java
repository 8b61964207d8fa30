package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/** {@code 2026-01-31T12:00:00.5Z} and parts of it, {@code 31.1.2026} and {@code 1/31/2026}, {@code 12:00:00,123}. */
final class Dates {
    private static final int YEAR = 4;
    private static final int MOST_OF_SECOND = 9;

    private Dates() {}

    /**
     * Of the one at {@code at}, a word's begin; -1 when there is none.
     *
     * @param digits where the digits at {@code at} end
     */
    static int end(CharSequence text, int at, int digits) {
        return switch (digits - at) {
            case 1, 2 -> Math.max(endOfTime(text, at), endWithYear(text, digits));
            case YEAR -> isTwo(text, digits, "-") && isTwo(text, digits + 3, "-") ? endOfDay(text, digits + 6) : -1;
            default -> -1;
        };
    }

    /** Behind a day: the time after it, where there is one. */
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

    /** Behind one or two digits: a mark, one or two more, a mark and a year. */
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

    /** Whether one of the marks stands at {@code at}, and two digits behind it. */
    private static boolean isTwo(CharSequence text, int at, String marks) {
        return marks.indexOf(Characters.at(text, at)) >= 0 && areTwo(text, at + 1);
    }

    private static boolean areTwo(CharSequence text, int at) {
        return Characters.isDigit(Characters.at(text, at)) && Characters.isDigit(Characters.at(text, at + 1));
    }
}
