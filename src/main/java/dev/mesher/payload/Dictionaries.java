package dev.mesher.payload;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The dictionaries that a node knows, and the one that it compresses with. Thread-safe. */
public final class Dictionaries {
    private final Map<Long, Dictionary> known = new ConcurrentHashMap<>();
    private volatile @Nullable Dictionary current;

    /** Null as long as there is none. */
    @Nullable
    public Dictionary current() {
        return current;
    }

    Set<Long> ids() {
        return Set.copyOf(known.keySet());
    }

    /** @throws UnknownDictionaryException when it is not known */
    Dictionary get(long id) {
        Dictionary dictionary = known.get(id);
        if (dictionary == null) {
            throw new UnknownDictionaryException(id);
        }
        return dictionary;
    }

    public void add(Dictionary dictionary) {
        Dictionary unused = known.putIfAbsent(dictionary.id(), dictionary);
    }

    /** Compresses with it from now on; only once every node knows it. */
    void use(long id) {
        current = get(id);
    }
}
