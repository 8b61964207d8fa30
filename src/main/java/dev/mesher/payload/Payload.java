package dev.mesher.payload;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import org.jspecify.annotations.Nullable;

/**
 * Compresses an event's JSON for the store. The result is a zstd frame, which includes its length and the id of its
 * dictionary. Thread-safe.
 */
public final class Payload {
    /**
     * zstd's fastest level. It still halves an event's size. Higher levels cost this node more time than they save
     * PostgreSQL.
     */
    static final int LEVEL = 1;

    /**
     * Each thread that compresses keeps its own zstd context, since creating one costs more than compressing an event.
     */
    private static final ThreadLocal<Context> CONTEXT = ThreadLocal.withInitial(() -> new Context(null));

    private Payload() {}

    /** Compresses without a dictionary. */
    public static byte[] compress(byte[] json) {
        return compress(json, null);
    }

    /**
     * Compresses with a dictionary, which is needed to expand the frame.
     *
     * @param dictionary null for none
     */
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
     * Expands a frame to the JSON.
     *
     * @throws IllegalArgumentException when {@code stored} is not such a frame
     * @throws UnknownDictionaryException when this node does not know the frame's dictionary
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
