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

/** Undoes a request's {@code Content-Encoding}, and stops as soon as the result is too large. */
public final class Inflate {
    private static final int CHUNK = 16 * 1024;

    /** 8 MiB, the most that RFC 9659 lets a frame sent over HTTP ask for. */
    private static final int ZSTD_WINDOW_LOG = 23;

    /** Takes a tenth of a millisecond to make of whatever bytes. */
    private static final int SMALL = 32 * 1024;

    /** Without large tables or windows to make first. */
    private static final Set<String> CHEAP = Set.of("gzip", "x-gzip", "deflate");

    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "br", "zstd");

    private static final int MOST_SHOWN = 40;
    private static final SearchPattern UNPRINTABLE = SearchPattern.of("[^\\x21-\\x7e]", MOST_SHOWN);

    private Inflate() {}

    /** Whether {@code encoding} leaves the body as it is: absent, empty or {@code identity}. */
    public static boolean isIdentity(@Nullable String encoding) {
        return encoding == null || encoding.isBlank() || "identity".equalsIgnoreCase(encoding.trim());
    }

    /**
     * The body that the client meant.
     *
     * @param limit most bytes that it may have
     * @throws Refusal 415 for an encoding that is not known, 413 past the limit, 400 for a damaged body
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
     * The same where that is the work of a moment: for a body in gzip or deflate that is small before and after; null for
     * any other.
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
     * The first bytes of the body that the client meant, at most {@code most} of them.
     *
     * @param body its first bytes as they were sent; some encodings give nothing away before a whole block is there
     * @param whole whether they are all of it
     * @throws Refusal 400 for a whole body that is damaged
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

    /** Whether undoing {@code encoding} needs no large tables or windows to be made first. */
    public static boolean isCheap(@Nullable String encoding) {
        return isIdentity(encoding) || CHEAP.contains(name(encoding));
    }

    /**
     * Lets an encoding pass that {@link #inflate} can undo.
     *
     * @throws Refusal 415
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

    /** Deflate without the two bytes that zlib puts before it, as some clients send it. */
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
