package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/** Addresses of the Internet Protocol. */
final class Addresses {
    private static final int DOTS = 3;
    private static final int LONGEST_NUMBER = 3;
    private static final int LONGEST_PORT = 5;
    private static final int LONGEST_GROUP = 4;
    private static final int LEAST_COLONS = 2;
    private static final int MOST_COLONS = 7;

    private Addresses() {}

    /**
     * {@code 10.0.0.1:5432}, at a word's begin.
     *
     * @param digits where the digits at {@code at} end
     */
    static int endOfFour(CharSequence text, int at, int digits) {
        if (digits - at > LONGEST_NUMBER) {
            return -1;
        }
        int end = digits;
        for (int dots = 0; dots < DOTS; dots++) {
            int next = Characters.at(text, end) == '.' ? Characters.digitsFrom(text, end + 1) : end;
            if (next <= end + 1 || next > end + 1 + LONGEST_NUMBER) {
                return -1;
            }
            end = next;
        }
        int port = Characters.at(text, end) == ':' ? Characters.digitsFrom(text, end + 1) : end;
        if (port > end + 1 && port <= end + 1 + LONGEST_PORT && Words.end(text, port)) {
            return port;
        }
        return Words.end(text, end) ? end : -1;
    }

    /** {@code fe80::1}: groups of hexadecimal digits, with one or two colons between them. */
    static int endOfSix(CharSequence text, int at) {
        if (isPart(Characters.at(text, at - 1))) {
            return -1;
        }
        int end = Hexadecimals.end(text, at, at + LONGEST_GROUP);
        int colons = 0;
        while (end > at && colons < MOST_COLONS && Characters.at(text, end) == ':') {
            int begin = Characters.at(text, end + 1) == ':' ? end + 2 : end + 1;
            int next = Hexadecimals.end(text, begin, begin + LONGEST_GROUP);
            if (next == begin) {
                break;
            }
            end = next;
            colons++;
        }
        return colons >= LEAST_COLONS && !isPart(Characters.at(text, end)) ? end : -1;
    }

    private static boolean isPart(char c) {
        return Characters.isWord(c) || c == ':';
    }
}
