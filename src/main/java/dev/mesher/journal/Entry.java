package dev.mesher.journal;

import org.jspecify.annotations.Nullable;

/**
 * Something to keep.
 *
 * @param kind tells {@link EntryStore} how to read the bytes
 * @param key one entry that waits holds it; null when any number may be kept
 * @param bytes must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record Entry(String kind, @Nullable String key, byte[] bytes) {}
