package dev.mesher.api;

import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import dev.mesher.text.FullPattern;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The last row of a page, by what the list is sorted by; the next page starts after it.
 *
 * @param value an {@link OffsetDateTime} or a {@link Long}, as its {@link Kind} says
 * @param id tells rows of the same value apart
 */
record Cursor(Object value, UUID id) {
    private static final FullPattern COUNT = FullPattern.of("\\d{1,18}", 18);

    /** What a list may be sorted by. */
    enum Kind {
        TIME,
        COUNT;

        Object parse(String text) {
            if (this == TIME) {
                return Times.parse(text).orElseThrow(() -> Refusal.malformed("cursor must be a time"));
            }
            if (!Cursor.COUNT.matches(text)) {
                throw Refusal.malformed("cursor must be a number");
            }
            return Long.parseLong(text);
        }
    }
}
