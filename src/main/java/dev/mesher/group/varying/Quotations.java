package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/** Finds {@code "…"}, {@code '…'} and {@code `…`} with up to 500 characters in one line. */
final class Quotations {
    private static final int LONGEST = 500;

    private Quotations() {}

    /**
     * The end of a quotation; -1 when there is none. An apostrophe in a word is not a quote.
     *
     * @param at position of a quote
     */
    static int end(CharSequence text, int at) {
        char quote = text.charAt(at);
        if (quote == '\'' && Characters.isWord(Characters.at(text, at - 1))) {
            return -1;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end++;
        }
        boolean closed = Characters.at(text, end) == quote;
        return closed && (end - at - 1 <= LONGEST || Character.codePointCount(text, at + 1, end) <= LONGEST)
                ? end + 1
                : -1;
    }
}
