package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/** Finds keys, tokens and names of machines: long words of letters and at least three digits. */
final class Identifiers {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 128;
    private static final int DIGITS = 3;

    /** Most letters and underscores before each of the three digits, and most characters before the first letter. */
    private static final int LONGEST_ROW = 64;

    private Identifiers() {}

    /**
     * The end of an identifier; -1 when there is none. Only the first 128 characters of a longer word are replaced.
     *
     * @param at start of a word
     */
    static int end(CharSequence text, int at) {
        if (!Characters.isWord(Characters.at(text, at + SHORTEST - 1))) {
            return -1;
        }
        int end = at;
        while (end < at + LONGEST && Characters.isWord(Characters.at(text, end))) {
            end++;
        }
        return end - at >= SHORTEST && hasLetter(text, at) && hasDigits(text, at) ? end : -1;
    }

    private static boolean hasDigits(CharSequence text, int at) {
        int i = at;
        for (int digits = 0; digits < DIGITS; digits++) {
            int most = i + LONGEST_ROW;
            while (i < most && isLetterOrUnderscore(Characters.at(text, i))) {
                i++;
            }
            if (!Characters.isDigit(Characters.at(text, i))) {
                return false;
            }
            i++;
        }
        return true;
    }

    private static boolean hasLetter(CharSequence text, int at) {
        int i = at;
        while (i < at + LONGEST_ROW && isDigitOrUnderscore(Characters.at(text, i))) {
            i++;
        }
        return Characters.isLetter(Characters.at(text, i));
    }

    private static boolean isLetterOrUnderscore(char c) {
        return Characters.isLetter(c) || c == '_';
    }

    private static boolean isDigitOrUnderscore(char c) {
        return Characters.isDigit(c) || c == '_';
    }
}
