package dev.mesher.write;

/**
 * What belongs to an event and waits in the journal.
 *
 * @param number grows with time
 */
record JournalledBelonging(long number, Belonging belonging) {}
