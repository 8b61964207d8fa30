package dev.mesher.journal;

import java.time.Instant;

/**
 * An entry that PostgreSQL refused, as an operator sees it.
 *
 * @param arrivedAt when it was put into the journal
 * @param reason why PostgreSQL does not take it
 * @param size of its bytes
 * @param head the words at its beginning: printable characters alone, at most 120
 */
public record RefusedEntry(long number, String kind, Instant arrivedAt, String reason, long size, String head) {}
