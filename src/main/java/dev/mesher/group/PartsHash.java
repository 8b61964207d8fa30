package dev.mesher.group;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** Makes a fingerprint of texts. */
final class PartsHash {
    /** The digits kept of a SHA-256: 128 bits, so that two faults do not meet by chance. */
    private static final int BYTES = 16;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(PartsHash::sha256);

    private PartsHash() {}

    static <T> String of(String kind, List<T> parts, Function<T, String> text) {
        StringBuilder all = new StringBuilder(512).append(kind);
        for (T each : parts) {
            String part = text.apply(each);
            // The length in front keeps ["ab", "c"] apart from ["a", "bc"].
            all.append('\0').append(bytes(part)).append(':').append(part);
        }
        MessageDigest sha256 = SHA256.get();
        return HexFormat.of().formatHex(sha256.digest(all.toString().getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }

    /** Of the text in UTF-8; a lone surrogate is one question mark there. */
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
