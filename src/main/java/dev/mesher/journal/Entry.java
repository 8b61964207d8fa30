package dev.mesher.journal;

import org.jspecify.annotations.Nullable;

/**
 * Something to keep in the journal.
 *
 * @param kind tells {@link EntryStore} how to read the bytes
 * @param key unique among the waiting entries; null when the entry has no key
 * @param bytes must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record Entry(String kind, @Nullable String key, byte[] bytes) {}
