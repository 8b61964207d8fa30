package dev.mesher.journal;

import java.time.Instant;

/**
 * A refused entry as an operator sees it.
 *
 * @param arrivedAt when it was put into the journal
 * @param reason why PostgreSQL refuses it
 * @param size number of its bytes
 * @param head the text at its beginning: only printable characters, at most 120
 */
public record RefusedEntry(long number, String kind, Instant arrivedAt, String reason, long size, String head) {}
