package dev.mesher.decode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes text valid for a PostgreSQL column, which cannot have NUL or lone surrogates. */
public final class Text {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int HASH_LENGTH = 16;

    private Text() {}

    /** Whether {@code text} has no lone surrogates. */
    public static boolean isWellFormed(String text) {
        return firstLoneSurrogate(text, 0) < 0;
    }

    /** Replaces each lone surrogate by U+FFFD. */
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
     * Makes text valid for a column: replaces NUL by U+FFFD and cuts the text. A surrogate pair is not cut in half.
     *
     * @param maxLength in UTF-16 units
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
     * Removes white space, control characters and invisible characters such as a byte order mark from both ends.
     * Returns the same text when there are none.
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
     * Cuts a text that is too long and appends a hash of the rest, so that texts that differ only in the rest stay
     * different. Reads the text once.
     *
     * @param maxLength length of the result in UTF-16 units, 32 or more
     */
    public static String hashed(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        String head = column(text, maxLength - HASH_LENGTH - 1);
        return head + '…' + hash(text.substring(head.length()));
    }

    /** A hash of 16 hexadecimal digits. */
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
