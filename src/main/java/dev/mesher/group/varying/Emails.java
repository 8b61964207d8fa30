package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/**
 * Finds e-mail addresses such as {@code ann.b+shop@mail.x.example}: up to 64 characters before the {@code @}, and two
 * to nine labels after it.
 */
final class Emails {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_LABEL = 63;
    private static final int MOST_DOTS = 8;

    private final CharSequence text;

    /** The position of the next {@code @}; the text's length when there is none. */
    private int sign = -1;

    /** The earliest position at which the name before the {@code @} may start. */
    private int first;

    /** The end of the domain; -1 when there is none. */
    private int end;

    Emails(CharSequence text) {
        this.text = text;
    }

    /**
     * The end of an address that starts at {@code at}; -1 when there is none.
     *
     * @param at not less than in the call before, and not the position of an {@code @}
     */
    int end(int at) {
        if (sign < at) {
            look(at);
        }
        return at < first ? -1 : end;
    }

    private void look(int from) {
        int found = Characters.indexOf(text, '@', from);
        sign = found < 0 ? text.length() : found;
        end = found < 0 ? -1 : endOfDomain(sign + 1);
        first = sign;
        int least = end < 0 ? sign : Math.max(from, sign - LONGEST_NAME);
        while (first > least && isOfName(text.charAt(first - 1))) {
            first--;
        }
    }

    private int endOfDomain(int begin) {
        int last = endOfLabel(begin);
        int dots = 0;
        while (last > begin && dots < MOST_DOTS && Characters.at(text, last) == '.') {
            int next = endOfLabel(last + 1);
            if (next == last + 1) {
                break;
            }
            last = next;
            dots++;
        }
        return dots > 0 ? last : -1;
    }

    private int endOfLabel(int begin) {
        int last = begin;
        while (last < begin + LONGEST_LABEL && isOfLabel(Characters.at(text, last))) {
            last++;
        }
        return last;
    }

    private static boolean isOfName(char c) {
        return isOfLabel(c) || c == '.' || c == '%' || c == '+';
    }

    private static boolean isOfLabel(char c) {
        return Characters.isWord(c) || c == '-';
    }
}
