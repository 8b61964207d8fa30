package dev.mesher.api.episode;

import dev.mesher.text.Separated;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the header {@code X-PagerDuty-Signature}: one signature for each secret that is valid now. */
final class PagerDutySignature {
    static final String HEADER = "X-PagerDuty-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1=";

    /** PagerDuty sends two while a secret is replaced. */
    private static final int MAX_LENGTH = 1_000;

    private PagerDutySignature() {}

    /** Whether one of the signatures is that of the body. */
    static boolean isGenuine(String header, String secret, Buffer body) {
        if (header.length() > MAX_LENGTH) {
            return false;
        }
        byte[] expected = (VERSION + HexFormat.of().formatHex(hmac(secret, body))).getBytes(StandardCharsets.US_ASCII);
        boolean genuine = false;
        for (String given : Separated.by(',', header)) {
            genuine |= MessageDigest.isEqual(expected, given.strip().getBytes(StandardCharsets.UTF_8));
        }
        return genuine;
    }

    private static byte[] hmac(String secret, Buffer body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body.getBytes());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
