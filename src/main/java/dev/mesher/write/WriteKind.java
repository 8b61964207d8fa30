package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.journal.Entry;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that the writers store, with its binary form for other nodes and for the journal.
 *
 * @param <T> what is stored
 * @param <R> its outcome
 */
interface WriteKind<T, R> {
    /** The name in the journal and in messages to other nodes. */
    String name();

    /** The approximate size in memory, in bytes. */
    int bytes(T one);

    /** The attempt of the request that brought it. */
    Attempt attempt(T one);

    /** Passes each row of {@code one} that this commit has processed to {@code use}, with the row's outcome. */
    void eachRow(T one, R outcome, BiConsumer<EventRow, RowOutcome> use);

    /** The reason why nothing was stored, for the operator; null when something was stored. */
    @Nullable
    String error(R outcome);

    /** Whether a request with the same key, this one or another, was answered before. */
    boolean again(R outcome);

    void encode(WireOut out, T one);

    T decode(WireIn in);

    /** Encodes what the client is told, and nothing else. */
    void encodeOutcome(WireOut out, R outcome);

    R decodeOutcome(WireIn in);

    /** The entry for the journal. */
    Entry entry(T one);

    /**
     * The outcome when the journal keeps it.
     *
     * @param holder the bytes of the waiting entry with the same key; empty when there was none
     */
    R journalled(T one, Optional<byte[]> holder);
}
