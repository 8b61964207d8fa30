package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;

/**
 * A bundler's content hash in the name of a JavaScript file: eight characters of any case, or letters and digits in a longer
 * row, or a number in front. Stands after a dot, a dash or an underscore, or in front, and ends before a dot or a dash.
 */
final class ChunkHash {
    static final TextScan REPLACED = TextScan.of(ChunkHash::replaced, Rules.LONGEST);

    private static final int SHORT = 8;
    private static final int LEAST_LONG = 10;
    private static final int MOST_LONG = 64;
    private static final int MOST_DIGITS = 9;

    private ChunkHash() {}

    private static String replaced(CharSequence name) {
        StringBuilder out = new StringBuilder(name.length());
        int done = 0;
        int begin = 0;
        while (begin < name.length()) {
            int end = begin;
            while (end < name.length() && Characters.isWord(name.charAt(end))) {
                end++;
            }
            int start = end < name.length() && isMark(name.charAt(end)) ? start(name, begin, end) : -1;
            if (start >= 0) {
                out.append(name, done, start).append("<hash>");
                done = end;
            }
            begin = end + 1;
        }
        return done == 0
                ? name.toString()
                : out.append(name, done, name.length()).toString();
    }

    /** Where a hash begins that ends with the word; -1 when there is none. */
    private static int start(CharSequence name, int begin, int end) {
        if (begin == 0 && inFront(name, end)) {
            return 0;
        }
        int from = Math.max(begin, end - MOST_LONG);
        int lastDigit = end - 1;
        while (lastDigit >= from && !Characters.isDigit(name.charAt(lastDigit))) {
            lastDigit--;
        }
        for (int start = from; start <= end - SHORT; start++) {
            int length = end - start;
            boolean separated = start > 0 && (name.charAt(start - 1) == '_' || isMark(name.charAt(start - 1)));
            if (separated
                    && (lastDigit >= start
                            ? length == SHORT || length >= LEAST_LONG
                            : length == SHORT && mixed(name, start))) {
                return start;
            }
        }
        return -1;
    }

    /** A number, or eight capitals and digits before a dot. */
    private static boolean inFront(CharSequence name, int end) {
        if (end == 0 || end > MOST_DIGITS) {
            return false;
        }
        int digits = 0;
        int capitals = 0;
        for (int i = 0; i < end; i++) {
            digits += Characters.isDigit(name.charAt(i)) ? 1 : 0;
            capitals += isCapital(name.charAt(i)) ? 1 : 0;
        }
        return digits == end || (end == SHORT && digits > 0 && digits + capitals == end && name.charAt(end) == '.');
    }

    /** Whether capitals, small letters and a capital follow each other: nobody writes words so. */
    private static boolean mixed(CharSequence name, int start) {
        int end = start + SHORT;
        int capitals = start;
        while (capitals < end && isSmall(name.charAt(capitals))) {
            capitals++;
        }
        int small = capitals;
        while (small < end && isCapital(name.charAt(small))) {
            small++;
        }
        int last = small;
        while (last < end && isSmall(name.charAt(last))) {
            last++;
        }
        return small > capitals && last > small && last < end && isCapital(name.charAt(last));
    }

    private static boolean isMark(char c) {
        return c == '.' || c == '-';
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
