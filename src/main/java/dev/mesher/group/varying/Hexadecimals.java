package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/** Finds hexadecimal numbers and ids. */
final class Hexadecimals {
    private static final int UUID = 36;
    private static final int[] DASHES_OF_UUID = {8, 13, 18, 23};
    private static final int SHORTEST = 7;
    private static final int LONGEST = 128;
    private static final int SHORTEST_IDENTITY = 4;
    private static final int LONGEST_IDENTITY = 16;
    private static final int SUFFIX = 5;

    private Hexadecimals() {}

    /**
     * The end of a UUID such as {@code 123e4567-e89b-12d3-a456-426614174000}; -1 when there is none. It must be a word
     * by itself.
     *
     * @param at start of a word
     */
    static int endOfUuid(CharSequence text, int at) {
        int end = at + UUID;
        for (int dash : DASHES_OF_UUID) {
            if (Characters.at(text, at + dash) != '-') {
                return -1;
            }
        }
        int begin = at;
        for (int dash : DASHES_OF_UUID) {
            if (end(text, begin, at + dash) < at + dash) {
                return -1;
            }
            begin = at + dash + 1;
        }
        return end(text, begin, end) == end && Words.end(text, end) ? end : -1;
    }

    /**
     * The end of a number such as {@code 0x7ffee4}; -1 when there is none.
     *
     * @param at start of a word
     */
    static int endOfNumber(CharSequence text, int at) {
        if (text.charAt(at) != '0' || (Characters.at(text, at + 1) | ' ') != 'x') {
            return -1;
        }
        int end = end(text, at + 2, text.length());
        return end > at + 2 && Words.end(text, end) ? end : -1;
    }

    /** The end of a JVM object's hash such as {@code @1b6d3586}; -1 when there is none. */
    static int endOfIdentity(CharSequence text, int at) {
        int end = end(text, at + 1, at + 2 + LONGEST_IDENTITY);
        int length = end - at - 1;
        return length >= SHORTEST_IDENTITY && length <= LONGEST_IDENTITY && Words.end(text, end) ? end : -1;
    }

    /**
     * The end of letters and digits such as {@code 7d9f8b6c5}, with the suffix {@code -x2x4z} of a Kubernetes pod if
     * there is one. -1 when there is none.
     *
     * @param at start of a word
     */
    static int endOfDigits(CharSequence text, int at) {
        int end = end(text, at, at + LONGEST + 1);
        boolean fits = end - at >= SHORTEST && end - at <= LONGEST && Words.end(text, end);
        if (!fits || !isMixed(text, at, end)) {
            return -1;
        }
        return Math.max(end, endOfSuffix(text, end));
    }

    /** The end of a suffix such as {@code -x2x4z}, which must be a word by itself; -1 when there is none. */
    private static int endOfSuffix(CharSequence text, int at) {
        int end = at + 1;
        while (end <= at + SUFFIX && isOfSuffix(Characters.at(text, end))) {
            end++;
        }
        return Characters.at(text, at) == '-' && end == at + 1 + SUFFIX && Words.end(text, end) ? end : -1;
    }

    private static boolean isMixed(CharSequence text, int begin, int end) {
        boolean digit = false;
        boolean letter = false;
        for (int i = begin; i < end && !(digit && letter); i++) {
            boolean isDigit = Characters.isDigit(text.charAt(i));
            digit |= isDigit;
            letter |= !isDigit;
        }
        return digit && letter;
    }

    private static boolean isOfSuffix(char c) {
        return Characters.isDigit(c) || (c >= 'a' && c <= 'z');
    }

    /** The end of the hexadecimal digits that start at {@code begin}, but not after {@code most}. */
    static int end(CharSequence text, int begin, int most) {
        int end = begin;
        while (end < most && Characters.isHex(Characters.at(text, end))) {
            end++;
        }
        return end;
    }
}
