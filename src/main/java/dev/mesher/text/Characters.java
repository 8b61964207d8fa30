package dev.mesher.text;

/**
 * Methods of {@link String} that look for characters, for any {@link CharSequence}. Each reads the text at most once.
 */
public final class Characters {
    private Characters() {}

    /** The first position of {@code searched} from {@code from} on; -1 when there is none. */
    public static int indexOf(CharSequence text, char searched, int from) {
        if (text instanceof String string) {
            // The JVM compares many characters at once.
            return string.indexOf(searched, from);
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == searched) {
                return i;
            }
        }
        return -1;
    }

    /** The first position of {@code searched} from {@code from} on; -1 when there is none. */
    public static int indexOf(CharSequence text, String searched, int from) {
        char first = searched.charAt(0);
        for (int i = indexOf(text, first, from); i >= 0; i = indexOf(text, first, i + 1)) {
            if (isAt(text, i, searched)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether {@code expected} stands at {@code at}. The position may be outside of the text. */
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

    /**
     * The character at {@code at}. NUL when the position is outside of the text; none of the methods below is true for
     * NUL.
     */
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

    /** An ASCII letter or a digit. */
    public static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c);
    }

    /** An ASCII letter, a digit or an underscore. */
    public static boolean isWord(char c) {
        return isLetter(c) || c == '_' || isDigit(c);
    }

    /** 0 to 9, a to f or A to F. */
    public static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** 0 to 9 or a to f. */
    public static boolean isSmallHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    /** 0 to 9 or A to F. */
    public static boolean isCapitalHex(char c) {
        return isDigit(c) || (c >= 'A' && c <= 'F');
    }

    /** A space, a tab or a line break. */
    public static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /**
     * Whether nothing follows {@code at}, or only the line break that the text ends with: where {@code $} of a regular
     * expression matches.
     */
    public static boolean isAtEnd(CharSequence text, int at) {
        return at == text.length() || (at >= text.length() - 2 && at == endOfLastLine(text));
    }

    /** The length of the text without the line break that it may end with. */
    public static int endOfLastLine(CharSequence text) {
        int end = text.length();
        if (isAt(text, end - 2, "\r\n")) {
            return end - 2;
        }
        return end > 0 && isLineBreak(text.charAt(end - 1)) ? end - 1 : end;
    }

    /** A character that ends a line, as regular expressions see it. */
    public static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** The start of the digits that end at {@code end}; {@code end} when there are none. */
    public static int digitsBefore(CharSequence text, int end) {
        int start = end;
        while (start > 0 && isDigit(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** The end of the digits that start at {@code start}; {@code start} when there are none. */
    public static int digitsFrom(CharSequence text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
