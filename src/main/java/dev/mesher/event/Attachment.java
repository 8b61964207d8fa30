package dev.mesher.event;

import org.jspecify.annotations.Nullable;

/**
 * A file that a client sent along with an event.
 *
 * @param kind what the client says it is for, such as {@code event.minidump}
 * @param body holds the file's bytes among others; must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record Attachment(
        String filename, @Nullable String contentType, String kind, byte[] body, int offset, int length) {}
