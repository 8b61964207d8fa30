package dev.mesher.write;

import dev.mesher.event.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The outcome of a request with a client's key.
 *
 * @param results of the answer, in order; empty for {@link Kind#CONFLICT}
 * @param rows the outcomes of its rows by row id. Empty unless the kind is {@link Kind#FIRST} or {@link Kind#REFUSED},
 *     and also when this attempt was stored before
 */
public record KeyedOutcome(Kind kind, List<Result> results, Map<UUID, RowOutcome> rows) {

    /** Whether the key was new, and what was done. */
    public enum Kind {
        /** The key was new. The request and its answer are stored. */
        FIRST,
        /** The same request was answered before. The results are those of that answer. */
        DUPLICATE,
        /** Another request was answered with this key. */
        CONFLICT,
        /** PostgreSQL refuses all events of the request. Nothing is stored, and the key is free. */
        REFUSED
    }

    /** The outcome of the whole request, given the rows that were refused before the others were stored. */
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
