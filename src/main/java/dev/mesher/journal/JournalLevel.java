package dev.mesher.journal;

/**
 * How much the journal holds, in bytes.
 *
 * @param waiting for PostgreSQL
 * @param refused by PostgreSQL
 * @param max of both together; past that nothing more is taken
 */
public record JournalLevel(long waiting, long refused, long max) {
    public boolean full() {
        return waiting + refused >= max;
    }

    JournalLevel with(long moreWaiting, long moreRefused) {
        return new JournalLevel(waiting + moreWaiting, refused + moreRefused, max);
    }
}
