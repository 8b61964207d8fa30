package dev.mesher.access;

import dev.mesher.text.FullPattern;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The value of a session, an API token or an invitation: 256 random bits after a prefix that names the kind. PostgreSQL stores only
 * the hash, so a copy of the database gives nobody access. The hash needs no salt, since 256 random bits cannot be
 * guessed.
 */
record Secret(Kind kind, String value) {
    enum Kind {
        SESSION("mshs_"),
        API_TOKEN("mshp_"),
        INVITATION("mshi_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final int BYTES = 32;
    private static final FullPattern REST = FullPattern.of("[A-Za-z0-9_-]{43}", 43);
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secret fresh(Kind kind) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(
                kind, kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty when {@code text} does not have the form of a secret. */
    static Optional<Secret> parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix) && REST.matches(text.substring(kind.prefix.length()))) {
                return Optional.of(new Secret(kind, text));
            }
        }
        return Optional.empty();
    }

    /** SHA-256 in hexadecimal, as it is stored. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public String toString() {
        return "Secret[" + kind + "]";
    }
}
