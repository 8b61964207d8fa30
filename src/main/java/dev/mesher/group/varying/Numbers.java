package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/**
 * Finds numbers such as {@code -1,234.5}, also in words such as {@code order_12} and {@code user12345}. {@code utf8} is
 * a name and has no number.
 */
final class Numbers {
    private static final int SHORTEST_IN_WORD = 4;

    private Numbers() {}

    /**
     * The end of a number; -1 when there is none.
     *
     * @param at position of a digit or a sign
     */
    static int end(CharSequence text, int at) {
        char before = Characters.at(text, at - 1);
        boolean digit = Characters.isDigit(text.charAt(at));
        if (!Characters.isWord(before)) {
            return endOfParts(text, digit ? at : at + 1);
        }
        return digit && !Characters.isDigit(before) ? endInWord(text, at, before) : -1;
    }

    private static int endOfParts(CharSequence text, int begin) {
        int end = Characters.digitsFrom(text, begin);
        int next = end;
        while (next > begin) {
            end = next;
            char mark = Characters.at(text, end);
            int part = mark == '.' || mark == ',' ? Characters.digitsFrom(text, end + 1) : end;
            next = part > end + 1 ? part : -1;
        }
        return end > begin ? end : -1;
    }

    private static int endInWord(CharSequence text, int at, char before) {
        int end = Characters.digitsFrom(text, at);
        if (end - at >= SHORTEST_IN_WORD) {
            return end;
        }
        boolean numbered = before == '_' && Characters.isLetter(Characters.at(text, at - 2));
        char next = Characters.at(text, end);
        return numbered && !Characters.isLetter(next) && next != '_' ? end : -1;
    }
}
