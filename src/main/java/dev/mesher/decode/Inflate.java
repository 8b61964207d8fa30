package dev.mesher.decode;

import com.github.luben.zstd.ZstdInputStream;
import dev.mesher.event.Refusal;
import dev.mesher.text.SearchPattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/** Decompresses request bodies by their {@code Content-Encoding}. Stops as soon as the result is too large. */
public final class Inflate {
    private static final int CHUNK = 16 * 1024;

    /** The base-2 logarithm of 8 MiB, the largest window that RFC 9659 allows in HTTP. */
    private static final int ZSTD_WINDOW_LOG = 23;

    /** Decompressing up to this size takes about a tenth of a millisecond, whatever the bytes are. */
    private static final int SMALL = 32 * 1024;

    /** Encodings whose decoder needs no large tables or windows. */
    private static final Set<String> CHEAP = Set.of("gzip", "x-gzip", "deflate");

    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "br", "zstd");

    private static final int MOST_SHOWN = 40;
    private static final SearchPattern UNPRINTABLE = SearchPattern.of("[^\\x21-\\x7e]", MOST_SHOWN);

    private Inflate() {}

    /** Whether {@code encoding} does not change the body: it is missing, blank or {@code identity}. */
    public static boolean isIdentity(@Nullable String encoding) {
        return encoding == null || encoding.isBlank() || "identity".equalsIgnoreCase(encoding.trim());
    }

    /**
     * Decompresses a whole body.
     *
     * @param limit most bytes of the result
     * @throws Refusal 415 for an unknown encoding, 413 when the result is too large, 400 for a damaged body
     */
    public static byte[] inflate(byte[] body, @Nullable String encoding, int limit) {
        if (isIdentity(encoding)) {
            return checked(body, limit);
        }
        try (InputStream in = open(name(encoding), body)) {
            return read(in, limit);
        } catch (IOException damaged) {
            throw damaged(encoding);
        }
    }

    /**
     * Decompresses a body in gzip or deflate that is small before and after. Null for any other body. This is fast
     * enough for an event loop.
     *
     * @throws Refusal 400 for a damaged body
     */
    public static byte @Nullable [] inflateSmall(byte[] body, @Nullable String encoding) {
        if (body.length > SMALL || !CHEAP.contains(name(encoding))) {
            return null;
        }
        try (InputStream in = open(name(encoding), body)) {
            byte[] small = in.readNBytes(SMALL + 1);
            return small.length > SMALL ? null : small;
        } catch (IOException damaged) {
            throw damaged(encoding);
        }
    }

    /**
     * Decompresses the beginning of a body.
     *
     * @param body the first bytes as they were sent. Some encodings give no output before a whole block has arrived
     * @param most most bytes of the result
     * @param whole whether {@code body} is complete
     * @throws Refusal 400 for a complete body that is damaged
     */
    public static byte[] head(byte[] body, @Nullable String encoding, int most, boolean whole) {
        if (isIdentity(encoding)) {
            return body.length > most ? Arrays.copyOf(body, most) : body;
        }
        byte[] head = new byte[most];
        int length = 0;
        try (InputStream in = open(name(encoding), body)) {
            for (int read = 0; read >= 0 && length < most; read = in.read(head, length, most - length)) {
                length += read;
            }
        } catch (IOException cutOff) {
            if (whole) {
                throw damaged(encoding);
            }
        }
        return Arrays.copyOf(head, length);
    }

    /** Whether decompressing needs no large tables or windows. */
    public static boolean isCheap(@Nullable String encoding) {
        return isIdentity(encoding) || CHEAP.contains(name(encoding));
    }

    /**
     * Checks that {@link #inflate} knows the encoding.
     *
     * @throws Refusal 415 when it does not
     */
    public static void checkKnown(@Nullable String encoding) {
        if (!isIdentity(encoding) && !KNOWN.contains(name(encoding))) {
            throw Refusal.unsupportedEncoding(printable(name(encoding)));
        }
    }

    private static String name(@Nullable String encoding) {
        return String.valueOf(encoding).trim().toLowerCase(Locale.ROOT);
    }

    private static InputStream open(String encoding, byte[] body) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in, CHUNK);
            case "deflate" -> isZlib(body) ? new InflaterInputStream(in) : bare(in);
            case "br" -> new BrotliInputStream(in, CHUNK);
            case "zstd" -> new ZstdInputStream(in).setLongMax(ZSTD_WINDOW_LOG);
            default -> throw Refusal.unsupportedEncoding(printable(encoding));
        };
    }

    /** Reads deflate without the two header bytes of zlib, as some clients send it. */
    private static InputStream bare(InputStream in) {
        return new InflaterInputStream(in, new Inflater(true)) {
            @Override
            public void close() throws IOException {
                inf.end();
                super.close();
            }
        };
    }

    private static boolean isZlib(byte[] body) {
        return body.length > 1 && (body[0] & 0x0f) == 8 && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
    }

    private static byte[] read(InputStream in, int limit) throws IOException {
        return checked(in.readNBytes(limit + 1), limit);
    }

    private static byte[] checked(byte[] body, int limit) {
        if (body.length > limit) {
            throw tooLarge(limit);
        }
        return body;
    }

    private static Refusal damaged(@Nullable String encoding) {
        return Refusal.malformed("body is not valid " + name(encoding));
    }

    private static Refusal tooLarge(int limit) {
        return Refusal.tooLarge("body larger than " + limit + " bytes after decompression");
    }

    private static String printable(String encoding) {
        String shown = encoding.length() > MOST_SHOWN ? encoding.substring(0, MOST_SHOWN) : encoding;
        return UNPRINTABLE.replaceAll(shown, "?");
    }
}
