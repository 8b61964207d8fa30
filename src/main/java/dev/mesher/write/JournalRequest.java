package dev.mesher.write;

import java.util.List;

/** What the journal can be asked for over the bus. */
sealed interface JournalRequest {

    /**
     * Keeps the rows on disk before it answers, with the id under which each is known: a {@code List<UUID>} in the
     * rows' order, another than the row's own where the same client event waits already.
     */
    record Append(List<EventRow> rows) implements JournalRequest {}

    /** The oldest entries: answered by {@code List<JournalEntry>}, empty when nothing waits. */
    record Oldest(int atMost) implements JournalRequest {}

    /** Forgets all entries up to and with this number; answered by null. */
    record Forget(long lastNumber) implements JournalRequest {}
}
