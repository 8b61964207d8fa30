package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/** Finds IP addresses and versions of four numbers. The version {@code 120.0.0.0} looks like an address. */
final class IpAddresses {
    private static final int DOTS = 3;

    /** Digits of a number in a version such as {@code 10.0.22631.4460}. An address has 3 at most. */
    private static final int LONGEST_NUMBER = 5;

    private static final int LONGEST_PORT = 5;
    private static final int LONGEST_GROUP = 4;
    private static final int LEAST_COLONS = 2;
    private static final int MOST_COLONS = 7;

    private IpAddresses() {}

    /**
     * The end of an IPv4 address such as {@code 10.0.0.1:5432}, or of a version; -1 when there is none.
     *
     * @param at start of a word
     * @param digits end of the digits that start at {@code at}
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

    /**
     * The end of an IPv6 address such as {@code fe80::1}: groups of hexadecimal digits with one or two colons between
     * them. -1 when there is none.
     */
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
