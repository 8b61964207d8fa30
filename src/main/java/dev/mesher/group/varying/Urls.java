package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/**
 * Finds URLs such as {@code https://x.example/cart?id=1}: a scheme of 2 to 16 characters, and everything up to a blank,
 * a quote or a bracket.
 */
final class Urls {
    private static final String MARK = "://";
    private static final int LONGEST_SCHEME = 16;

    private final CharSequence text;

    /** The position of the next {@code ://}; the text's length when there is none. */
    private int mark = -1;

    /** The earliest position at which the scheme may start. */
    private int first;

    Urls(CharSequence text) {
        this.text = text;
    }

    /**
     * The end of a URL that starts at {@code at}; -1 when there is none.
     *
     * @param at start of a word, not less than in the call before
     */
    int end(int at) {
        if (mark < at) {
            look(at);
        }
        char c = text.charAt(at);
        return at < first || at + 2 > mark || c < 'a' || c > 'z' ? -1 : endOfRest(mark + MARK.length());
    }

    private void look(int from) {
        int found = Characters.indexOf(text, MARK, from);
        mark = found < 0 ? text.length() : found;
        first = mark;
        int rest = mark + MARK.length();
        int least = rest < text.length() && belongs(text.charAt(rest)) ? Math.max(from, mark - LONGEST_SCHEME) : mark;
        while (first > least && isScheme(text.charAt(first - 1))) {
            first--;
        }
    }

    private int endOfRest(int begin) {
        int end = begin;
        while (end < text.length() && belongs(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isScheme(char c) {
        return (c >= 'a' && c <= 'z') || Characters.isDigit(c) || c == '+' || c == '.' || c == '-';
    }

    private static boolean belongs(char c) {
        return switch (c) {
            case '"', '\'', '<', '>', ')', ']' -> false;
            default -> !Characters.isBlank(c);
        };
    }
}
