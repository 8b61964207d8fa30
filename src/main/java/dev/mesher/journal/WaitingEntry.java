package dev.mesher.journal;

/**
 * An entry that waits for PostgreSQL.
 *
 * @param number greater for later entries
 * @param bytes must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record WaitingEntry(long number, String kind, byte[] bytes) {}
