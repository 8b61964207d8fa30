package dev.mesher.decode;

/** Makes text fit for a column: PostgreSQL takes no NUL, and UTF-8 has no lone surrogate. */
public final class Text {
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Whether every surrogate of {@code text} has its partner. */
    public static boolean isWellFormed(String text) {
        return firstLoneSurrogate(text, 0) < 0;
    }

    /** The same text with each lone surrogate replaced by U+FFFD. */
    public static String wellFormed(String text) {
        int lone = firstLoneSurrogate(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        while (lone >= 0) {
            out.setCharAt(lone, REPLACEMENT);
            lone = firstLoneSurrogate(text, lone + 1);
        }
        return out.toString();
    }

    /**
     * For a column: NUL replaced by U+FFFD, at most {@code maxLength} UTF-16 units, no pair cut in half.
     */
    public static String column(String text, int maxLength) {
        String clean = text.indexOf('\0') < 0 ? text : text.replace('\0', REPLACEMENT);
        if (clean.length() <= maxLength) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return clean.substring(0, end);
    }

    private static int firstLoneSurrogate(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }
}
