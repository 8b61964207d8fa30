package dev.mesher.api.endpoint;

import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import dev.mesher.text.FullPattern;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The last row of a page, as the list sorts it. The next page starts after it.
 *
 * @param value an {@link OffsetDateTime} or a {@link Long}, according to the {@link Kind}
 * @param id orders rows that have the same value
 */
public record Cursor(Object value, UUID id) {
    private static final FullPattern COUNT = FullPattern.of("\\d{1,18}", 18);

    /** The type of the column that a list is sorted by. */
    public enum Kind {
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
