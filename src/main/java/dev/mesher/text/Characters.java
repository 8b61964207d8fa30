package dev.mesher.text;

/** What {@link String} has for looking for characters, for any text. Each reads forward once, or from the end back once. */
public final class Characters {
    private Characters() {}

    /** Where {@code searched} is next; -1 when it is not. */
    public static int indexOf(CharSequence text, char searched, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == searched) {
                return i;
            }
        }
        return -1;
    }

    /** Where {@code searched} is next; -1 when it is not. */
    public static int indexOf(CharSequence text, String searched, int from) {
        char first = searched.charAt(0);
        for (int i = indexOf(text, first, from); i >= 0; i = indexOf(text, first, i + 1)) {
            if (isAt(text, i, searched)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether {@code expected} stands at {@code at}, which may be past either end. */
    public static boolean isAt(CharSequence text, int at, String expected) {
        if (at < 0 || at + expected.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (text.charAt(at + i) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What stands at {@code at}; NUL, which is of no kind below, past either end. */
    public static char at(CharSequence text, int at) {
        return at >= 0 && at < text.length() ? text.charAt(at) : '\0';
    }

    /** 0 to 9. */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** An ASCII letter. */
    public static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** An ASCII letter, a digit or an underscore. */
    public static boolean isWord(char c) {
        return isLetter(c) || c == '_' || isDigit(c);
    }

    /** 0 to 9, a to f or A to F. */
    public static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** A space, a tab or what ends a line. */
    public static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Where the row of digits that ends before {@code end} begins; {@code end} when there is none. */
    public static int digitsBefore(CharSequence text, int end) {
        int start = end;
        while (start > 0 && isDigit(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** Where the row of digits from {@code start} on ends; {@code start} when there is none. */
    public static int digitsFrom(CharSequence text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
