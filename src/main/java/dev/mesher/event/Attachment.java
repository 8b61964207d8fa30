package dev.mesher.event;

import org.jspecify.annotations.Nullable;

/**
 * A file that a client sent with an event.
 *
 * @param kind its purpose as the client names it, such as {@code event.minidump}
 * @param body contains the file's bytes among others; must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record Attachment(
        String filename, @Nullable String contentType, String kind, byte[] body, int offset, int length) {}
