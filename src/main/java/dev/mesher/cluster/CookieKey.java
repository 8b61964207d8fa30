package dev.mesher.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys that only who has the cookie can make, one for each purpose; none of them gives the cookie or another key away. */
final class CookieKey {
    private static final String HMAC = "HmacSHA256";
    private static final byte[] SALT = "mesher cookie key".getBytes(StandardCharsets.UTF_8);

    /** Makes it slow to try cookies against a proof that was overheard; some 50 ms each. */
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

    /** 32 bytes. */
    byte[] derive(String purpose) {
        return hmac(root, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** Over the parts one after the other: they must be of fixed length, or told apart in another way. */
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
