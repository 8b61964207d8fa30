package dev.mesher.write;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/** An event's JSON as it lies in the store: a zstd frame, which carries its own length. Thread-safe. */
public final class Payload {
    /** The fastest level that still halves an event; higher ones cost the node more than PostgreSQL gains. */
    private static final int LEVEL = 1;

    /** To set up a context costs more than to compress an event; a thread that compresses keeps its own. */
    private static final ThreadLocal<ZstdCompressCtx> CONTEXT =
            ThreadLocal.withInitial(() -> new ZstdCompressCtx().setLevel(LEVEL));

    private Payload() {}

    public static byte[] compress(byte[] json) {
        return CONTEXT.get().compress(json);
    }

    /**
     * The JSON again.
     *
     * @throws IllegalArgumentException when {@code stored} is not such a frame
     */
    public static byte[] expand(byte[] stored) {
        long length = Zstd.getFrameContentSize(stored);
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a payload frame");
        }
        byte[] json = new byte[(int) length];
        long written = Zstd.decompress(json, stored);
        if (Zstd.isError(written)) {
            throw new IllegalArgumentException(Zstd.getErrorName(written));
        }
        return json;
    }
}
