package dev.mesher.write;

/**
 * A keyed request that waits in the journal.
 *
 * @param number grows with time
 */
record JournalledRequest(long number, KeyedWrite unit) {}
