package dev.mesher.text;

/**
 * Makes one short line of a text from outside: line breaks, other control characters and runs of white space become one
 * space, characters that turn the direction of writing are left out, and half a surrogate pair becomes {@code U+FFFD}.
 */
public final class OneLine {
    private static final String CUT = "…";

    private OneLine() {}

    /**
     * The line.
     *
     * @param max most UTF-16 characters, at least 1. A longer line ends with "…"; no character is cut in two
     */
    public static String of(CharSequence text, int max) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), max + 1));
        boolean space = false;
        int at = 0;
        while (at < text.length() && line.length() <= max) {
            int point = Character.codePointAt(text, at);
            at += Character.charCount(point);
            if (isBlank(point)) {
                space = !line.isEmpty();
            } else if (!turnsDirection(point)) {
                if (space) {
                    line.append(' ');
                    space = false;
                }
                line.appendCodePoint(isHalf(point) ? '\uFFFD' : point);
            }
        }
        return cut(line, max);
    }

    /** The first {@code max} UTF-16 characters, with "…" for the rest if there is one. No character is cut in two. */
    public static String cut(CharSequence text, int max) {
        if (text.length() <= max) {
            return text.toString();
        }
        int end = Math.max(0, max - CUT.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        return text.subSequence(0, end) + CUT;
    }

    private static boolean isBlank(int point) {
        return Character.isISOControl(point) || Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** Also the mark of byte order, which is shown nowhere and hides a difference. */
    private static boolean turnsDirection(int point) {
        return (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200E
                || point == 0x200F
                || point == 0x061C
                || point == 0xFEFF;
    }
}
