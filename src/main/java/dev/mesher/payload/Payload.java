package dev.mesher.payload;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import org.jspecify.annotations.Nullable;

/**
 * An event's JSON as it lies in the store: a zstd frame, which carries its own length and the id of its dictionary.
 * Thread-safe.
 */
public final class Payload {
    /** The fastest level that still halves an event; higher ones cost the node more than PostgreSQL gains. */
    static final int LEVEL = 1;

    /** To set up a context costs more than to compress an event; a thread that compresses keeps its own. */
    private static final ThreadLocal<Context> CONTEXT = ThreadLocal.withInitial(() -> new Context(null));

    private Payload() {}

    /** Without a dictionary. */
    public static byte[] compress(byte[] json) {
        return compress(json, null);
    }

    /** The frame can be expanded only where {@code dictionary} is known. */
    public static byte[] compress(byte[] json, @Nullable Dictionary dictionary) {
        Context context = CONTEXT.get();
        if (context.dictionary != dictionary) {
            context.zstd.close();
            context = new Context(dictionary);
            CONTEXT.set(context);
        }
        return context.zstd.compress(json);
    }

    /**
     * The JSON again.
     *
     * @throws IllegalArgumentException when {@code stored} is not such a frame
     * @throws UnknownDictionaryException when its dictionary is not known
     */
    public static byte[] expand(byte[] stored, Dictionaries dictionaries) {
        long length = Zstd.getFrameContentSize(stored);
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a payload frame");
        }
        long id = Zstd.getDictIdFromFrame(stored);
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            if (id != 0) {
                ZstdDecompressCtx unused = zstd.loadDict(dictionaries.get(id).toExpand());
            }
            byte[] json = new byte[(int) length];
            int unused = zstd.decompress(json, stored);
            return json;
        } catch (ZstdException broken) {
            throw new IllegalArgumentException("not a payload frame", broken);
        }
    }

    private static final class Context {
        private final @Nullable Dictionary dictionary;
        private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);

        Context(@Nullable Dictionary dictionary) {
            this.dictionary = dictionary;
            if (dictionary != null) {
                ZstdCompressCtx unused = zstd.loadDict(dictionary.toCompress());
            }
        }
    }
}
