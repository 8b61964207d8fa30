package dev.mesher.write;

import java.util.List;
import java.util.UUID;

/** What the journal can be asked for over the bus. */
sealed interface JournalRequest {

    /**
     * Keeps the rows on disk before it answers, with the id under which each is known: a {@code List<UUID>} in the
     * rows' order, another than the row's own where the same client event waits already.
     */
    record Append(List<EventRow> rows) implements JournalRequest {}

    /**
     * The oldest entries: answered by {@code List<JournalEntry>}, empty when nothing waits.
     *
     * @param bytes past which no further entry is read; one is read in any case
     */
    record Oldest(int atMost, long bytes) implements JournalRequest {}

    /**
     * Forgets all entries up to and with this number; answered by null.
     *
     * @param refused ids of those that PostgreSQL does not take: set aside in the journal's file, since they were
     *     acknowledged
     */
    record Forget(long lastNumber, List<UUID> refused) implements JournalRequest {}

    /** Keeps the requests on disk before it answers, by a {@code List<KeyedOutcome>} in their order. */
    record AppendKeyed(List<KeyedWrite> units) implements JournalRequest {}

    /** The oldest keyed request: answered by a {@code List<JournalledRequest>} of one, or of none. */
    record OldestKeyed() implements JournalRequest {}

    /**
     * Forgets that keyed request; answered by null.
     *
     * @param refused PostgreSQL does not take all of its events: it is set aside in the journal's file
     */
    record ForgetKeyed(long number, boolean refused) implements JournalRequest {}
}
