package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/**
 * What a bundler adds to the name of a JavaScript file. A hash becomes {@code <hash>}: it ends before a dot or a dash, and does
 * not read as words. A number in front is a chunk's, and becomes {@code <hash>} too. The version of a library, {@code -3.7.1}, is taken away.
 */
final class ChunkHash {
    static final TextScan REPLACED = TextScan.of(ChunkHash::replaced, Rules.LONGEST);

    /** Of webpack, Rollup, Vite, esbuild and Parcel. Rollup's and Vite's may hold dashes and underscores. */
    private static final int USUAL = 8;

    /** Of Turbopack, whose older versions have 7 letters and digits; the newer 13 may hold dashes and underscores. */
    private static final int OLD_TURBOPACK = 7;

    private static final int TURBOPACK = 13;
    private static final int LEAST_LONG = 10;
    private static final int MOST_LONG = 64;
    private static final int MOST_DIGITS = 9;
    private static final int LEAST_NUMBERS = 3;
    private static final int MOST_NUMBERS = 5;

    private ChunkHash() {}

    private static String replaced(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int token = 0;
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (!isLetterOrDigit(c)) {
                int start = c == '.' || c == '-' ? start(name, token, at, out.done()) : -1;
                if (start >= 0) {
                    out.replace(start, at, "<hash>");
                }
                int version = endOfVersion(name, at);
                if (version > 0) {
                    out.replace(at, version, "");
                    at = version - 1;
                }
                token = at + 1;
            }
            at++;
        }
        return out.upTo(name.length());
    }

    /** Where a hash begins that ends at {@code end}; -1 when there is none. */
    private static int start(CharSequence name, int token, int end, int least) {
        int length = end - token;
        if (token == 0 && length > 0 && length <= MOST_DIGITS && Characters.digitsFrom(name, 0) == end) {
            return isTurbopack(name, 0, TURBOPACK, 0) && Characters.at(name, TURBOPACK) == '.' ? -1 : 0;
        }
        boolean last = name.charAt(end) == '.';
        if (last && isTurbopack(name, end - TURBOPACK, end, least)) {
            return end - TURBOPACK;
        }
        if (last && length < USUAL && isMarked(name, end - USUAL, end, least)) {
            return end - USUAL;
        }
        boolean turbopack = length == OLD_TURBOPACK && token > 0 && isLower(name, token, end);
        boolean digitsOnly = length > 0 && Math.min(Characters.digitsFrom(name, token), end) == end;
        boolean hash = length == USUAL
                || ((turbopack || (length >= LEAST_LONG && length <= MOST_LONG))
                        && !digitsOnly
                        && hasDigit(name, token, end));
        return hash && token >= least && !WrittenWord.is(name, token, end) ? token : -1;
    }

    /** Small letters and digits, of which the first is a digit; dashes and underscores between them. */
    private static boolean isTurbopack(CharSequence name, int start, int end, int least) {
        if (start < least
                || end > name.length()
                || !Characters.isDigit(name.charAt(start))
                || (start > 0 && !isMark(name.charAt(start - 1)))) {
            return false;
        }
        boolean letter = false;
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            if (!isLowerOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
            letter |= c >= 'a' && c <= 'z';
        }
        char afterNumber = name.charAt(Characters.digitsFrom(name, start));
        return letter && ((afterNumber >= 'a' && afterNumber <= 'z') || !areWords(name, start, end));
    }

    /** Letters and digits, with dashes or underscores among them. */
    private static boolean isMarked(CharSequence name, int start, int end, int least) {
        if (start <= 0 || start < least || (name.charAt(start - 1) != '-' && name.charAt(start - 1) != '.')) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return !areWords(name, start, end);
    }

    /** Whether each part between dashes and underscores is a word without inner capitals, a number or a small letter. */
    private static boolean areWords(CharSequence name, int start, int end) {
        int begin = start;
        for (int i = start; i <= end; i++) {
            if (i == end || !isLetterOrDigit(name.charAt(i))) {
                boolean number = Math.min(Characters.digitsFrom(name, begin), i) == i;
                boolean letter = i - begin == 1 && isLowerOrDigit(name.charAt(begin));
                boolean word = i > begin && isLower(name, begin + 1, i) && WrittenWord.is(name, begin, i);
                if (!number && !letter && !word) {
                    return false;
                }
                begin = i + 1;
            }
        }
        return true;
    }

    /** Of {@code -3.7.1} and {@code @18.2.0}, which ends before a dot, a dash or the end; -1 when there is none. */
    private static int endOfVersion(CharSequence name, int mark) {
        char c = name.charAt(mark);
        int at = mark;
        int numbers = 0;
        while (numbers < MOST_NUMBERS && (c == '-' || c == '@' || c == '.')) {
            int end = Characters.digitsFrom(name, at + 1);
            if (end == at + 1) {
                break;
            }
            numbers++;
            at = end;
            c = Characters.at(name, at) == '.' ? '.' : ' ';
        }
        boolean ends = at == name.length() || name.charAt(at) == '.' || name.charAt(at) == '-';
        return numbers >= LEAST_NUMBERS && ends ? at : -1;
    }

    private static boolean hasDigit(CharSequence name, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (Characters.isDigit(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLower(CharSequence name, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (!isLowerOrDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMark(char c) {
        return c == '.' || c == '-' || c == '_';
    }

    private static boolean isLowerOrDigit(char c) {
        return Characters.isDigit(c) || (c >= 'a' && c <= 'z');
    }

    private static boolean isLetterOrDigit(char c) {
        return Characters.isLetter(c) || Characters.isDigit(c);
    }
}
