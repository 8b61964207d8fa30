package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/**
 * Finds the starts and ends of words. A word consists of letters and digits of any script, combining marks, and
 * underscores.
 */
final class Words {
    private Words() {}

    /** Whether the ASCII letter, digit or underscore at {@code at} is the first character of its word. */
    static boolean begin(CharSequence text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        return before < 128 ? !Characters.isWord(before) : !belongs(text, at);
    }

    /** Whether the ASCII letter or digit before {@code at} is the last character of its word. */
    static boolean end(CharSequence text, int at) {
        if (at == text.length()) {
            return true;
        }
        char next = text.charAt(at);
        return next < 128 ? !Characters.isWord(next) : !isOther(Character.codePointAt(text, at)) && !isMark(next);
    }

    /** Whether the character before {@code at}, which is not ASCII, belongs to a word. */
    private static boolean belongs(CharSequence text, int at) {
        if (isOther(Character.codePointBefore(text, at))) {
            return true;
        }
        int last = at - 1;
        while (last > 0 && isMark(text.charAt(last))) {
            last--;
        }
        return last < at - 1 && isOther(text.charAt(last));
    }

    private static boolean isOther(int codePoint) {
        return Character.isLetterOrDigit(codePoint);
    }

    private static boolean isMark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
