package dev.mesher.group.varying;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/**
 * Shortens lists such as {@code <number>, <number>; <number>} to one element, so that lists of different lengths become
 * equal.
 */
public final class Enumerations {
    /** Shortens the lists in a text whose varying parts were {@linkplain Varying#REPLACED replaced}. */
    public static final TextScan SHORTENED = TextScan.of(Enumerations::shortened, Blanks.LONGEST);

    private static final int SHORTEST_KIND = 2;
    private static final int LONGEST_KIND = 8;

    private Enumerations() {}

    private static String shortened(CharSequence text) {
        Rewriting out = new Rewriting(text);
        int at = Characters.indexOf(text, '<', 0);
        while (at >= 0) {
            int first = endOfKind(text, at);
            int end = first < 0 ? at + 1 : first;
            int next = first < 0 ? -1 : endOfNext(text, at, first, first);
            while (next > 0) {
                end = next;
                next = endOfNext(text, at, first, end);
            }
            if (first > 0 && end > first) {
                out.replace(first, end, "");
            }
            at = Characters.indexOf(text, '<', end);
        }
        return out.upTo(text.length());
    }

    private static int endOfKind(CharSequence text, int at) {
        int end = at + 1;
        while (end <= at + LONGEST_KIND && Characters.at(text, end) >= 'a' && Characters.at(text, end) <= 'z') {
            end++;
        }
        return end - at - 1 >= SHORTEST_KIND && Characters.at(text, end) == '>' ? end + 1 : -1;
    }

    /**
     * The end of a separator at {@code at} and another element of the same kind; -1 when there is none.
     *
     * @param kind start of the first element
     * @param endOfKind end of the first element
     */
    private static int endOfNext(CharSequence text, int kind, int endOfKind, int at) {
        int mark = Characters.isBlank(Characters.at(text, at)) ? at + 1 : at;
        char separator = Characters.at(text, mark);
        if (separator != ',' && separator != ';' && separator != '|') {
            return -1;
        }
        int begin = Characters.isBlank(Characters.at(text, mark + 1)) ? mark + 2 : mark + 1;
        int length = endOfKind - kind;
        for (int i = 0; i < length; i++) {
            if (Characters.at(text, begin + i) != text.charAt(kind + i)) {
                return -1;
            }
        }
        return begin + length;
    }
}
