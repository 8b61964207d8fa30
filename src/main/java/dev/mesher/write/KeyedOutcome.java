package dev.mesher.write;

import dev.mesher.event.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What became of a request that its client gave a key.
 *
 * @param results of the answer in order; empty for {@link Kind#CONFLICT}
 * @param rows what became of its rows, for {@link Kind#FIRST} and {@link Kind#REFUSED} alone; empty also
 *     where this attempt was stored before
 */
public record KeyedOutcome(Kind kind, List<Result> results, Map<UUID, RowOutcome> rows) {

    /** Whether the key was new. */
    public enum Kind {
        /** It was: the request is stored, and its answer with it. */
        FIRST,
        /** The same request was answered before; the results are those of then. */
        DUPLICATE,
        /** Another request was answered under that key. */
        CONFLICT,
        /** PostgreSQL takes no event of it: nothing is stored, and the key is free. */
        REFUSED
    }

    /** A request of which these rows were left out before the others were stored. */
    KeyedOutcome with(Map<UUID, RowOutcome.Poison> refused) {
        if (kind != Kind.FIRST) {
            return this;
        }
        Map<UUID, RowOutcome> all = new HashMap<>(rows);
        all.putAll(refused);
        return new KeyedOutcome(kind, results, all);
    }

    static KeyedOutcome conflict() {
        return new KeyedOutcome(Kind.CONFLICT, List.of(), Map.of());
    }
}
