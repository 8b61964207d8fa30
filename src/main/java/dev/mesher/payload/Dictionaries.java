package dev.mesher.payload;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The zstd dictionaries that this node knows, and the one that it compresses with. Thread-safe. */
public final class Dictionaries {
    private final Map<Long, Dictionary> known = new ConcurrentHashMap<>();
    private volatile @Nullable Dictionary current;

    /** The dictionary to compress with; null while there is none. */
    @Nullable
    public Dictionary current() {
        return current;
    }

    Set<Long> ids() {
        return Set.copyOf(known.keySet());
    }

    /**
     * Returns a dictionary.
     *
     * @throws UnknownDictionaryException when this node does not know it
     */
    Dictionary get(long id) {
        Dictionary dictionary = known.get(id);
        if (dictionary == null) {
            throw new UnknownDictionaryException(id);
        }
        return dictionary;
    }

    /** Makes a dictionary known, so that frames that need it can be expanded. */
    public void add(Dictionary dictionary) {
        Dictionary unused = known.putIfAbsent(dictionary.id(), dictionary);
    }

    /** Compresses with this dictionary from now on. Every node must know it already. */
    void use(long id) {
        current = get(id);
    }
}
