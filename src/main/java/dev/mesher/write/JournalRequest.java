package dev.mesher.write;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the journal can be asked for over the bus; what is kept is on disk before the answer. */
sealed interface JournalRequest {

    /** What it is answered by. */
    @Nullable
    Object of(Journal journal) throws SQLException;

    /**
     * Keeps the rows; answered by the id under which each is known: a {@code List<UUID>} in the rows' order, another than
     * the row's own where the same client event waits already.
     */
    record Append(List<EventRow> rows) implements JournalRequest {
        @Override
        public Object of(Journal journal) throws SQLException {
            return journal.append(rows);
        }
    }

    /**
     * The oldest entries: answered by {@code List<JournalEntry>}, empty when nothing waits.
     *
     * @param bytes past which no further entry is read; one is read in any case
     */
    record Oldest(int atMost, long bytes) implements JournalRequest {
        @Override
        public Object of(Journal journal) throws SQLException {
            return journal.oldest(atMost, bytes);
        }
    }

    /**
     * Forgets all entries up to and with this number; answered by null.
     *
     * @param refused ids of those that PostgreSQL does not take: set aside in the journal's file, since they were
     *     acknowledged
     */
    record Forget(long lastNumber, List<UUID> refused) implements JournalRequest {
        @Override
        public @Nullable Object of(Journal journal) throws SQLException {
            journal.forget(lastNumber, refused);
            return null;
        }
    }

    /** Keeps the requests; answered by a {@code List<KeyedOutcome>} in their order. */
    record AppendKeyed(List<KeyedWrite> units) implements JournalRequest {
        @Override
        public Object of(Journal journal) throws SQLException {
            return journal.appendKeyed(units);
        }
    }

    /** The oldest keyed request: answered by a {@code List<JournalledRequest>} of one, or of none. */
    record OldestKeyed() implements JournalRequest {
        @Override
        public Object of(Journal journal) throws SQLException {
            return journal.oldestKeyed();
        }
    }

    /**
     * Forgets that keyed request; answered by null.
     *
     * @param refused PostgreSQL does not take all of its events: it is set aside in the journal's file
     */
    record ForgetKeyed(long number, boolean refused) implements JournalRequest {
        @Override
        public @Nullable Object of(Journal journal) throws SQLException {
            journal.forgetKeyed(number, refused);
            return null;
        }
    }

    /** Keeps what belongs to events; answered by null. */
    record AppendBelongings(List<Belonging> belongings) implements JournalRequest {
        @Override
        public @Nullable Object of(Journal journal) throws SQLException {
            journal.appendBelongings(belongings);
            return null;
        }
    }

    /** The oldest that belongs to events: answered by {@code List<JournalledBelonging>}, bounded as {@link Oldest}. */
    record OldestBelongings(int atMost, long bytes) implements JournalRequest {
        @Override
        public Object of(Journal journal) throws SQLException {
            return journal.oldestBelongings(atMost, bytes);
        }
    }

    /**
     * Forgets what belongs to events up to and with this number; answered by null.
     *
     * @param refused numbers of what PostgreSQL does not take: set aside in the journal's file
     */
    record ForgetBelongings(long lastNumber, List<Long> refused) implements JournalRequest {
        @Override
        public @Nullable Object of(Journal journal) throws SQLException {
            journal.forgetBelongings(lastNumber, refused);
            return null;
        }
    }

    /** Keeps counts of items, added to those that wait; answered by null. */
    record AppendCounts(Map<ItemCounts.Key, Long> counts) implements JournalRequest {
        @Override
        public @Nullable Object of(Journal journal) throws SQLException {
            journal.appendCounts(counts);
            return null;
        }
    }

    /** All counts of items that wait: answered by a {@code Map<ItemCounts.Key, Long>}. */
    record Counts() implements JournalRequest {
        @Override
        public Object of(Journal journal) throws SQLException {
            return journal.counts();
        }
    }

    /** Takes those counts away again; answered by null. */
    record ForgetCounts(Map<ItemCounts.Key, Long> counts) implements JournalRequest {
        @Override
        public @Nullable Object of(Journal journal) throws SQLException {
            journal.forgetCounts(counts);
            return null;
        }
    }
}
