package dev.mesher.group.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bounds what the rules make, so that a fingerprint's texts stay small. */
final class Cut {
    static final int NAME_LENGTH = 512;
    static final int PATH_LENGTH = 1_024;

    private static final int HASH_BYTES = 8;

    private Cut() {}

    /** The first 512 characters; what follows them as a hash, so that two long names stay two. */
    static String name(String name) {
        if (name.length() <= NAME_LENGTH) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(NAME_LENGTH - 1)) ? NAME_LENGTH - 1 : NAME_LENGTH;
        return name.substring(0, end) + '#' + hash(name.substring(end));
    }

    /** The last 1,024 characters: there a file differs from others. */
    static String path(String path) {
        if (path.length() <= PATH_LENGTH) {
            return path;
        }
        int start = path.length() - PATH_LENGTH;
        return path.substring(Character.isLowSurrogate(path.charAt(start)) ? start + 1 : start);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
