package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.journal.Entry;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One kind of what the writers store, with its form as bytes: for another node, and for the journal.
 *
 * @param <T> what is stored
 * @param <R> what became of it
 */
interface WriteKind<T, R> {
    /** As the journal and other nodes are told. */
    String name();

    /** About how many bytes of the heap it takes. */
    int bytes(T one);

    /** The request that brought it. */
    Attempt attempt(T one);

    /** Gives each row of {@code one} that this commit looked at, with what became of the row. */
    void eachRow(T one, R outcome, BiConsumer<EventRow, RowOutcome> use);

    /** Why nothing was stored, for the operator; null when something was. */
    @Nullable
    String error(R outcome);

    /** Whether the key of the request was another request's before. */
    boolean again(R outcome);

    void encode(WireOut out, T one);

    T decode(WireIn in);

    /** Only what the client is told. */
    void encodeOutcome(WireOut out, R outcome);

    R decodeOutcome(WireIn in);

    /** What the journal keeps. */
    Entry entry(T one);

    /**
     * What the client is told once the journal has it.
     *
     * @param holder the bytes of the entry that held the key of {@code one} already
     */
    R journalled(T one, Optional<byte[]> holder);
}
