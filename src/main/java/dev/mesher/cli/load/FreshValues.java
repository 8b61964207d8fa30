package dev.mesher.cli.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The values that differ from event to event. Each method reuses its buffer, so a value must be read before the next
 * call.
 */
final class FreshValues {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int[] UUID_DASHES = {8, 13, 18, 23};
    private static final long MILLIS_OF_DAY = 86_400_000;

    private final SplittableRandom random =
            new SplittableRandom(UUID.randomUUID().getMostSignificantBits());
    private final byte[] uuid = new byte[36];
    private final byte[] digits = new byte[18];
    private final byte[] timestamp = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
    private long timestampMillis;

    FreshValues() {
        for (int dash : UUID_DASHES) {
            uuid[dash] = '-';
        }
    }

    /** A random (version 4) UUID, 36 characters. */
    byte[] uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        for (int i = 35; i > 18; i--) {
            if (i != 23) {
                uuid[i] = HEX[(int) (low & 15)];
                low >>>= 4;
            }
        }
        for (int i = 17; i >= 0; i--) {
            if (i != 13 && i != 8) {
                uuid[i] = HEX[(int) (high & 15)];
                high >>>= 4;
            }
        }
        return uuid;
    }

    /** 18 random digits. */
    byte[] digits() {
        long value = random.nextLong() >>> 1;
        for (int i = 0; i < digits.length; i++) {
            long rest = value / 10;
            digits[i] = (byte) ('0' + (value - rest * 10));
            value = rest;
        }
        return digits;
    }

    /** The current time, ISO-8601 in UTC with milliseconds, 24 characters. */
    byte[] timestamp() {
        long now = System.currentTimeMillis();
        if (now != timestampMillis) {
            if (now / MILLIS_OF_DAY != timestampMillis / MILLIS_OF_DAY) {
                byte[] date = Instant.ofEpochMilli(now).toString().getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(date, 0, timestamp, 0, 10);
            }
            timestampMillis = now;
            writeTime((int) (now % MILLIS_OF_DAY));
        }
        return timestamp;
    }

    /** A random number below {@code bound}. Small numbers are far more frequent: the distribution is cubic. */
    int skewed(int bound) {
        double uniform = random.nextDouble();
        return (int) (bound * uniform * uniform * uniform);
    }

    /** A uniformly distributed random number below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    private void writeTime(int millisOfDay) {
        number(11, 2, millisOfDay / 3_600_000);
        number(14, 2, millisOfDay / 60_000 % 60);
        number(17, 2, millisOfDay / 1000 % 60);
        number(20, 3, millisOfDay % 1000);
    }

    private void number(int at, int width, int value) {
        int rest = value;
        for (int i = at + width - 1; i >= at; i--) {
            timestamp[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
