package dev.mesher.journal;

/**
 * An entry that waits for PostgreSQL.
 *
 * @param number grows with time
 * @param bytes must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record WaitingEntry(long number, String kind, byte[] bytes) {}
