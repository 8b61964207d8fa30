package dev.mesher.write;

/**
 * A row that waits in the journal.
 *
 * @param number grows with time
 */
record JournalEntry(long number, EventRow row) {}
