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
 * One try of a client's request: what the request is found by again.
 *
 * @param id of this try alone (UUIDv7)
 * @param key the client's own, or {@code id} as text when it sent none
 * @param named whether the client sent the key
 * @param payloadHash under a client's key the first half of the SHA-256 of the body, or of its form and the body; without one
 *     their CRC-32C, which nobody compares; {@link #NO_HASH} as long as the body is not known
 */
@Immutable
public record Attempt(UUID id, String key, boolean named, UUID payloadHash) {
    public static final UUID NO_HASH = new UUID(0, 0);

    /** The first half of a payload hash that is a CRC-32C, which is then the last 32 bits: {@code crc32c} in ASCII. */
    private static final long CRC32C_MARK = 0x6372_6333_3263_0000L;

    private static final int MAX_KEY_CHARACTERS = 128;

    /** Of a request that came without a key. */
    public static Attempt unnamed() {
        UUID id = newId();
        return new Attempt(id, id.toString(), false, NO_HASH);
    }

    /**
     * Of a request that came with a key.
     *
     * @throws Refusal 400 for a key that is too long, or not plain printable ASCII
     */
    public static Attempt named(String key) {
        boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS || !printable) {
            throw Refusal.malformed("X-Mesh-Continuity-Request-Key: expected 1 to " + MAX_KEY_CHARACTERS
                    + " printable ASCII characters without spaces");
        }
        return new Attempt(newId(), key, true, NO_HASH);
    }

    /** The same try, of which the body is known now. */
    public Attempt of(byte[] body) {
        return of("", body);
    }

    /**
     * The same try, of which the body is known now.
     *
     * @param form what the body was sent as, where that is not Mesher's own: under one key, another form is another request
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
     * A payload hash for operators: 32 hexadecimal digits, the first half of what {@code sha256sum} prints for the body; or
     * {@code crc32c:} and eight; or nothing.
     */
    public static String hashText(UUID payloadHash) {
        if (payloadHash.getMostSignificantBits() == CRC32C_MARK) {
            return "crc32c:" + HexFormat.of().toHexDigits((int) payloadHash.getLeastSignificantBits());
        }
        return payloadHash.equals(NO_HASH) ? "" : payloadHash.toString().replace("-", "");
    }

    /** Ids for the events of this try that bring none: the same ones for the same request under a client's key. */
    public Supplier<UUID> eventIds() {
        if (!named) {
            return UUID::randomUUID;
        }
        AtomicInteger number = new AtomicInteger();
        return () -> UUID.nameUUIDFromBytes(
                (key + ' ' + payloadHash + ' ' + number.getAndIncrement()).getBytes(StandardCharsets.UTF_8));
    }

    /** Told apart, never guessed against: no need for secure random numbers, which each request would pay for. */
    private static UUID newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version = 0x7000L | random.nextInt(0x1000);
        return new UUID(System.currentTimeMillis() << 16 | version, random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
    }
}
