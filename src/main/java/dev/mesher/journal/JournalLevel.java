package dev.mesher.journal;

/**
 * The size of the journal, in bytes.
 *
 * @param waiting size of the entries that wait for PostgreSQL
 * @param refused size of the entries that PostgreSQL refused
 * @param max limit of both together, beyond which new entries are refused
 */
public record JournalLevel(long waiting, long refused, long max) {
    /** Whether the limit is reached, so that nothing can be appended. */
    public boolean full() {
        return waiting + refused >= max;
    }

    JournalLevel with(long moreWaiting, long moreRefused) {
        return new JournalLevel(waiting + moreWaiting, refused + moreRefused, max);
    }
}
