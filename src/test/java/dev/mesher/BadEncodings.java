package dev.mesher;

import static dev.mesher.BadInput.event;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies whose encoding is damaged, unknown, or a bomb. */
final class BadEncodings {
    private static final String GZIP = "Content-Encoding: gzip\r\n";
    private static final String TOO_LARGE = "body larger than 1048576 bytes after decompression";
    private static final int BOMB_BYTES = 200 << 20;

    private BadEncodings() {}

    static Stream<BadInput> all() {
        byte[] gzip = gzip(BadInput.text("{\"message\":\"a\"}"));
        byte[] wrongSum = gzip.clone();
        wrongSum[gzip.length - 6] ^= 1;
        byte[] zstd = Zstd.compress(BadInput.text("{\"message\":\"a\"}"));
        return Stream.of(
                event("gzip bomb of 200 MB", gzip(new byte[BOMB_BYTES]), GZIP, 413, TOO_LARGE),
                event(
                        "gzip bomb inside gzip",
                        gzip(gzip(new byte[BOMB_BYTES])),
                        GZIP,
                        400,
                        "malformed JSON: Illegal character ((CTRL-CHAR, code 31)): only regular white space (\\r, \\n, \\t) is allowed between tokens at line 1, column 2"),
                event("zstd bomb of 200 MB", Zstd.compress(new byte[BOMB_BYTES]), zstdHeader(), 413, TOO_LARGE),
                event(
                        "deflate bomb of 200 MB",
                        deflate(new byte[BOMB_BYTES]),
                        "Content-Encoding: deflate\r\n",
                        413,
                        TOO_LARGE),
                event("gzip with a wrong checksum", wrongSum, GZIP, 400, "body is not valid gzip"),
                event("gzip cut short", Arrays.copyOf(gzip, 15), GZIP, 400, "body is not valid gzip"),
                event("gzip that is none", BadInput.text("{}"), GZIP, 400, "body is not valid gzip"),
                event("gzip of nothing", new byte[0], GZIP, 400, "body is not valid gzip"),
                event("zstd cut short", Arrays.copyOf(zstd, 10), zstdHeader(), 400, "body is not valid zstd"),
                event("zstd that is none", BadInput.text("{}"), zstdHeader(), 400, "body is not valid zstd"),
                event(
                        "unknown encoding",
                        new byte[1],
                        "Content-Encoding: compress\r\n",
                        415,
                        "unsupported content encoding compress"),
                event(
                        "two encodings",
                        new byte[1],
                        "Content-Encoding: gzip, gzip\r\n",
                        415,
                        "unsupported content encoding gzip,?gzip"));
    }

    private static String zstdHeader() {
        return "Content-Encoding: zstd\r\n";
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return packed(out, () -> new GZIPOutputStream(out), plain);
    }

    private static byte[] deflate(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return packed(out, () -> new DeflaterOutputStream(out), plain);
    }

    private static byte[] packed(ByteArrayOutputStream out, Packer packer, byte[] plain) {
        try (OutputStream pack = packer.open()) {
            pack.write(plain);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    private interface Packer {
        OutputStream open() throws IOException;
    }
}
