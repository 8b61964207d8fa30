package dev.mesher.group.varying;

import dev.mesher.text.Characters;

/** Finds paths with at least two directories, such as {@code /srv/app/cart.py} and {@code C:\app\cart.cs}. */
final class Paths {
    private static final int LEAST_PARTS = 2;
    private static final int LONGEST_PART = 255;

    private Paths() {}

    /**
     * The end of a path; -1 when there is none.
     *
     * @param at position of a letter or a slash
     */
    static int end(CharSequence text, int at) {
        char before = Characters.at(text, at - 1);
        if (Characters.isWord(before) || before == '.') {
            return -1;
        }
        boolean drive = Characters.isLetter(text.charAt(at)) && Characters.at(text, at + 1) == ':';
        int end = drive ? at + 2 : at;
        int parts = 0;
        while (isSlash(Characters.at(text, end))) {
            int next = endOfPart(text, end + 1);
            if (next == end + 1) {
                break;
            }
            end = next;
            parts++;
        }
        return parts >= LEAST_PARTS ? end : -1;
    }

    private static int endOfPart(CharSequence text, int begin) {
        int end = begin;
        while (end < begin + LONGEST_PART && isOfPart(Characters.at(text, end))) {
            end++;
        }
        return end;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static boolean isOfPart(char c) {
        return switch (c) {
            case '.', '@', '%', '+', '~', '-' -> true;
            default -> Characters.isWord(c);
        };
    }
}
