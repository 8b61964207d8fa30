package dev.mesher.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The name by which Hazelcast tells clusters apart. It is sent unencrypted, so the cookie must not be derivable from
 * it.
 */
final class ClusterName {
    private static final byte[] SALT = "mesher cluster name".getBytes(StandardCharsets.UTF_8);

    /**
     * PBKDF2 rounds, about 50 ms on one core. They make it slow to try cookies against a name that somebody overheard.
     */
    private static final int ROUNDS = 100_000;

    private static final int BITS = 128;

    private ClusterName() {}

    static String of(String cookie) {
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(cookie.toCharArray(), SALT, ROUNDS, BITS))
                    .getEncoded();
            return "mesher-" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", missing);
        }
    }
}
