package dev.mesher.decode.sentry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils bodies in the ways in which writers, networks and attackers do. Alike for the same seed. */
final class Mutator {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_CHANGES = 6;

    /** What stands where something else was meant. */
    private static final List<byte[]> SCRAPS = List.of(
            utf8("null"),
            utf8("{}"),
            utf8("[]"),
            utf8("[null]"),
            utf8("true"),
            utf8("-1"),
            utf8("1e999999999"),
            utf8("99999999999999999999999"),
            utf8("0.1e-400"),
            utf8("\"\""),
            utf8("\"\\u0000\""),
            utf8("\"\\ud800\""),
            utf8("{\"values\":[null,1,\"a\",[],{}]}"),
            utf8("{\"values\":{}}"),
            utf8("[[],[1],[1,2],[1,2,3],{}]"),
            utf8("{\"frames\":[{},null,7]}"),
            utf8("\"{{auto}}\""),
            utf8("NaN"),
            utf8("\n"),
            utf8("\n{}\n"),
            utf8("\n{\"type\":\"event\"}\n"),
            utf8("\"length\":"),
            utf8("\"length\":2147483647"),
            utf8("\r\n"),
            utf8("[".repeat(600)),
            utf8("{\"a\":".repeat(300)),
            utf8("x".repeat(20_000)),
            utf8("\"2026-02-31T25:61:61Z\""),
            utf8("\"+999999999-01-01T00:00:00Z\""),
            new byte[] {(byte) 0xff, (byte) 0xfe},
            new byte[] {0, 0, 0},
            new byte[] {(byte) 0xc3},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});

    private final Random random;

    Mutator(long seed) {
        this.random = new Random(seed);
    }

    byte[] next(List<byte[]> corpus) {
        byte[] body = pick(corpus);
        int changes = random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            body = changed(body, corpus);
        }
        return body;
    }

    private byte[] changed(byte[] body, List<byte[]> corpus) {
        int from = random.nextInt(body.length + 1);
        int to = Math.min(body.length, from + random.nextInt(random.nextInt(10) == 0 ? 4_000 : 12));
        return switch (random.nextInt(8)) {
            case 0 -> joined(body, from, new byte[0], to);
            case 1 -> joined(body, from, scrap(), from);
            case 2 -> joined(body, from, scrap(), to);
            case 3 -> flipped(body);
            case 4 -> joined(body, from, slice(body), from);
            case 5 -> joined(body, from, slice(pick(corpus)), to);
            case 6 -> value(body);
            default -> value(value(body));
        };
    }

    /** Puts something else for a JSON value, so that the rest stays well-formed. */
    private byte[] value(byte[] body) {
        int start = random.nextInt(body.length + 1);
        int colon = start;
        while (colon < body.length && body[colon] != ':' && body[colon] != '[') {
            colon++;
        }
        int end = colon + 1;
        int depth = 0;
        while (end < body.length && (depth > 0 || ",}]\n".indexOf(body[end]) < 0)) {
            depth += body[end] == '{' || body[end] == '[' ? 1 : 0;
            depth -= body[end] == '}' || body[end] == ']' ? 1 : 0;
            end++;
        }
        return colon >= body.length ? body : joined(body, colon + 1, scrap(), Math.min(end, body.length));
    }

    private byte[] flipped(byte[] body) {
        byte[] copy = body.clone();
        for (int i = 0; i < 3 && copy.length > 0; i++) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] slice(byte[] body) {
        int from = random.nextInt(body.length + 1);
        int length = random.nextInt(Math.min(2_000, body.length - from) + 1);
        return Arrays.copyOfRange(body, from, from + length);
    }

    private byte[] scrap() {
        return SCRAPS.get(random.nextInt(SCRAPS.size()));
    }

    private byte[] pick(List<byte[]> corpus) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private static byte[] joined(byte[] body, int from, byte[] middle, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, from);
        out.writeBytes(middle);
        out.write(body, to, body.length - to);
        return out.size() > MOST_BYTES ? body : out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
