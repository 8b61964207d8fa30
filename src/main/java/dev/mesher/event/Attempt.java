package dev.mesher.event;

import com.google.errorprone.annotations.Immutable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * One attempt of a client to send a request. It identifies the request in records and answers.
 *
 * @param id of this attempt alone (UUIDv7)
 * @param key the client's request key, or {@code id} as text when it sent none
 * @param named whether the client sent the key
 * @param payloadHash with a client's key, the first half of the SHA-256 of the body, or of its form and the body.
 *     Without a key, a CRC-32C that is only shown and never compared. {@link #NO_HASH} while the body is unknown
 */
@Immutable
public record Attempt(UUID id, String key, boolean named, UUID payloadHash) {
    /** The payload hash while the body is unknown. */
    public static final UUID NO_HASH = new UUID(0, 0);

    /**
     * The first half of a payload hash that is a CRC-32C: {@code crc32c} in ASCII. The checksum is in the last 32 bits.
     */
    private static final long CRC32C_MARK = 0x6372_6333_3263_0000L;

    private static final int MAX_KEY_CHARACTERS = 128;

    /** An attempt without a key of the client. */
    public static Attempt unnamed() {
        UUID id = newId();
        return new Attempt(id, id.toString(), false, NO_HASH);
    }

    /**
     * An attempt with a key of the client.
     *
     * @throws Refusal 400 for a key that is empty or too long, or has other characters than printable ASCII
     */
    public static Attempt named(String key) {
        boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS || !printable) {
            throw Refusal.malformed("X-Mesh-Continuity-Request-Key: expected 1 to " + MAX_KEY_CHARACTERS
                    + " printable ASCII characters without spaces");
        }
        return new Attempt(newId(), key, true, NO_HASH);
    }

    /** The same attempt with the hash of its body. */
    public Attempt of(byte[] body) {
        return of("", body);
    }

    /**
     * The same attempt with the hash of its body.
     *
     * @param form the kind of request if it is not in Mesher's own format, or else empty. It is hashed too, so with one
     *     key two forms are two requests
     */
    public Attempt of(String form, byte[] body) {
        byte[] formBytes = form.getBytes(StandardCharsets.UTF_8);
        return new Attempt(id, key, named, named ? sha256(formBytes, body) : crc32c(formBytes, body));
    }

    private static UUID sha256(byte[] form, byte[] body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(form);
            ByteBuffer digest = ByteBuffer.wrap(sha256.digest(body));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static UUID crc32c(byte[] form, byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(form);
        crc.update(body);
        return new UUID(CRC32C_MARK, crc.getValue());
    }

    /**
     * The payload hash as text for operators: 32 hexadecimal digits, which are the first half of the output of
     * {@code sha256sum} for a body in Mesher's own format. Or {@code crc32c:} and eight digits, or an empty text for
     * {@link #NO_HASH}.
     */
    public static String hashText(UUID payloadHash) {
        if (payloadHash.getMostSignificantBits() == CRC32C_MARK) {
            return "crc32c:" + HexFormat.of().toHexDigits((int) payloadHash.getLeastSignificantBits());
        }
        return payloadHash.equals(NO_HASH) ? "" : payloadHash.toString().replace("-", "");
    }

    /**
     * Generates ids for events of this attempt that have none. With a client's key, the same request always gets the
     * same ids.
     */
    public Supplier<UUID> eventIds() {
        if (!named) {
            return UUID::randomUUID;
        }
        AtomicInteger number = new AtomicInteger();
        return () -> UUID.nameUUIDFromBytes(
                (key + ' ' + payloadHash + ' ' + number.getAndIncrement()).getBytes(StandardCharsets.UTF_8));
    }

    /** Ids need to be unique but not unpredictable, so the faster, insecure random generator is enough. */
    private static UUID newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version = 0x7000L | random.nextInt(0x1000);
        return new UUID(System.currentTimeMillis() << 16 | version, random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
    }
}
