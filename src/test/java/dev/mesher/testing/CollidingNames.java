package dev.mesher.testing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Names of eight letters that Jackson's table of names has one hash for, whatever its seed. */
public final class CollidingNames {
    private static final int HASH = 0x12345678;

    /** The factor that Jackson gives to the last four letters, and what undoes it modulo 2^32. */
    private static final int FACTOR = 33;

    private static final int UNDO =
            BigInteger.valueOf(FACTOR).modInverse(BigInteger.ONE.shiftLeft(32)).intValue();

    private CollidingNames() {}

    public static List<String> of(int count) {
        List<String> names = new ArrayList<>();
        Random random = new Random(1);
        while (names.size() < count) {
            int first = 0;
            for (int i = 0; i < 4; i++) {
                first = (first << 8) | ('0' + random.nextInt(40));
            }
            int hash = first + (first >>> 15);
            hash ^= hash >>> 9;
            String name = new String(
                    ByteBuffer.allocate(8)
                            .putInt(first)
                            .putInt((HASH - hash) * UNDO)
                            .array(),
                    StandardCharsets.ISO_8859_1);
            if (name.chars().allMatch(c -> c >= '0' && c <= 'z' && c != '\\')) {
                names.add(name);
            }
        }
        return names;
    }

    /** An event that has these names as its fields. */
    public static byte[] event(List<String> names) {
        return names.stream()
                .map(name -> ",\"" + name + "\":1")
                .collect(Collectors.joining("", "{\"message\":\"m\"", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
