package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.journal.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One kind of what the writers store: an event by itself, or a request with a client's key. Outcomes stand in the order of
 * their batch.
 *
 * @param <T> what is stored
 * @param <R> what became of it
 */
interface WriteKind<T, R> {
    /** Tells the kinds apart in a message to another node. */
    int number();

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

    void encode(WireOut out, List<T> batch);

    List<T> decode(WireIn in);

    /** Only what the clients are told. */
    void encodeOutcomes(WireOut out, List<R> outcomes);

    List<R> decodeOutcomes(WireIn in);

    /** Its form in the journal. */
    Entry entry(T one);

    /**
     * What the client is told once the journal has it.
     *
     * @param holder the bytes of the entry that held the key of {@code one} already
     */
    R journalled(T one, Optional<byte[]> holder);
}
