package dev.mesher.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives keys from the cookie, a different one for each purpose. Only who has the cookie can derive them. Neither the
 * cookie nor another key can be computed from one of them.
 */
final class CookieKey {
    private static final String HMAC = "HmacSHA256";
    private static final byte[] SALT = "mesher cookie key".getBytes(StandardCharsets.UTF_8);

    /**
     * PBKDF2 rounds, about 50 ms on one core. They make it slow to try cookies against a proof that somebody overheard.
     */
    private static final int ROUNDS = 100_000;

    private static final int BITS = 256;

    private final byte[] root;

    private CookieKey(byte[] root) {
        this.root = root;
    }

    static CookieKey of(String cookie) {
        try {
            return new CookieKey(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(cookie.toCharArray(), SALT, ROUNDS, BITS))
                    .getEncoded());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", missing);
        }
    }

    /** The key for a purpose, 32 bytes. */
    byte[] derive(String purpose) {
        return hmac(root, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The HMAC of the concatenated parts. Their boundaries are not part of it, so the parts must have fixed lengths or
     * be told apart in another way.
     */
    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + HMAC, missing);
        }
    }
}
