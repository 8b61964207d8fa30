package dev.mesher.group;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** Hashes texts to a fingerprint. */
final class PartsHash {
    /** Bytes of the SHA-256 that are kept: 128 bits, so different errors do not get the same fingerprint by chance. */
    private static final int BYTES = 16;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(PartsHash::sha256);

    private PartsHash() {}

    static <T> String of(String kind, List<T> parts, Function<T, String> text) {
        StringBuilder all = new StringBuilder(512).append(kind);
        for (T each : parts) {
            String part = text.apply(each);
            // The length before each text keeps ["ab", "c"] different from ["a", "bc"].
            all.append('\0').append(bytes(part)).append(':').append(part);
        }
        MessageDigest sha256 = SHA256.get();
        return HexFormat.of().formatHex(sha256.digest(all.toString().getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }

    /** The number of bytes in UTF-8. A lone surrogate counts as one question mark. */
    private static int bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
