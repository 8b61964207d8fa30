package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/** {@code "…"}, {@code '…'} and {@code `…`}, of up to 500 characters in a line. */
final class Quotations {
    private static final int LONGEST = 500;

    private Quotations() {}

    /** Of the one at {@code at}, a quote; -1 when there is none. An apostrophe within a word is no quote. */
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
