package dev.mesher.told.link;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and reads the last part of the links with which a message's reader acknowledges an episode. All nodes have the
 * same key, so each reads what another has signed. Any thread.
 */
public final class AcknowledgeLink {
    /** How long a link can be used after its message is made. */
    public static final Duration VALID_FOR = Duration.ofDays(7);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNED_BYTES = 4 * Long.BYTES + Long.BYTES;
    private static final int MAC_BYTES = 32;

    /** The bytes are a multiple of three, so that every token has exactly one text. */
    private static final int LENGTH = (SIGNED_BYTES + MAC_BYTES) / 3 * 4;

    private final SecretKeySpec key;

    /**
     * @param key a secret of 32 bytes
     */
    public AcknowledgeLink(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * What a link is for.
     *
     * @param channel the channel of the message that has the link
     * @param expires to the second
     */
    public record Token(UUID episode, UUID channel, Instant expires) {}

    /** What a text turned out to be. */
    public sealed interface Result {}

    /** Signed here, and not expired. */
    public record Valid(Token token) implements Result {}

    /** Signed here, but expired. */
    public record Expired(Token token) implements Result {}

    /** Not signed here, or changed. */
    public record Forged() implements Result {}

    /** The token as text: 96 letters, digits, {@code -} and {@code _}. */
    public String sign(Token token) {
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .putLong(token.episode().getMostSignificantBits())
                .putLong(token.episode().getLeastSignificantBits())
                .putLong(token.channel().getMostSignificantBits())
                .putLong(token.channel().getLeastSignificantBits())
                .putLong(token.expires().getEpochSecond())
                .array();
        byte[] all = ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES)
                .put(signed)
                .put(mac(signed))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Reads what {@link #sign} has made. How long it takes does not depend on which byte of a signature is wrong. */
    public Result read(String text, Instant now) {
        if (text.length() != LENGTH) {
            return new Forged();
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException otherCharacters) {
            return new Forged();
        }
        if (all.length != SIGNED_BYTES + MAC_BYTES) {
            return new Forged();
        }
        byte[] signed = Arrays.copyOf(all, SIGNED_BYTES);
        if (!MessageDigest.isEqual(mac(signed), Arrays.copyOfRange(all, SIGNED_BYTES, all.length))) {
            return new Forged();
        }
        ByteBuffer fields = ByteBuffer.wrap(signed);
        Token token = new Token(
                new UUID(fields.getLong(), fields.getLong()),
                new UUID(fields.getLong(), fields.getLong()),
                Instant.ofEpochSecond(fields.getLong()));
        return now.isBefore(token.expires()) ? new Valid(token) : new Expired(token);
    }

    private byte[] mac(byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
