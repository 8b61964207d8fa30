package dev.mesher.api;

import dev.mesher.event.Refusal;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The last row of a page, by what the list is sorted by; the next page starts after it.
 *
 * @param value an {@link OffsetDateTime} or a {@link Long}, as its {@link Kind} says
 * @param id tells rows of the same value apart
 */
record Cursor(Object value, UUID id) {
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    /** What a list may be sorted by. */
    enum Kind {
        TIME,
        COUNT;

        Object parse(String text) {
            if (this == TIME) {
                return Times.parse(text).orElseThrow(() -> Refusal.malformed("cursor must be a time"));
            }
            if (!Cursor.COUNT.matcher(text).matches()) {
                throw Refusal.malformed("cursor must be a number");
            }
            return Long.parseLong(text);
        }
    }
}
