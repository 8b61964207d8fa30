package dev.mesher.decode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes text fit for a column: PostgreSQL takes no NUL, and UTF-8 has no lone surrogate. */
public final class Text {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int HASH_LENGTH = 16;

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

    /**
     * Without white space, control characters and invisible ones (a byte order mark, say) at both ends; the same text when
     * there are none.
     */
    public static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isInvisible(text.charAt(start))) {
            start++;
        }
        while (end > start && isInvisible(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isInvisible(char c) {
        return c <= ' '
                || (c >= '\u007F'
                        && (Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT));
    }

    /**
     * At most {@code maxLength} UTF-16 units; of a longer text its beginning, and a hash of the rest, so that two that differ
     * only there still do. Takes one pass over the text.
     *
     * @param maxLength 32 or more
     */
    public static String hashed(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        String head = column(text, maxLength - HASH_LENGTH - 1);
        return head + '…' + hash(text.substring(head.length()));
    }

    /** 16 hex digits. */
    public static String hash(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256, 0, HASH_LENGTH / 2);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
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
