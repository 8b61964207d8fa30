package dev.mesher.api.event;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.event.Uuids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.UUID;

/**
 * How far a list of events has come: what follows was received before {@code time}, or at that time with a smaller id.
 * There need be no event with the id.
 */
record EventPosition(OffsetDateTime time, UUID id) {
    /** The order of PostgreSQL, in which ids of later events are greater. */
    static final Comparator<UUID> BY_ID = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    static EventPosition of(UUID id) {
        return new EventPosition(
                Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16).atOffset(ZoneOffset.UTC), id);
    }

    static EventPosition of(Cursor cursor) {
        return new EventPosition((OffsetDateTime) cursor.value(), cursor.id());
    }

    /** The position between the events received before {@code time}, in whole milliseconds, and all others. */
    static EventPosition at(OffsetDateTime time) {
        return of(Uuids.firstAt(time.toInstant()));
    }

    /** The position after every event up to {@code id}. Its id is that of no event: the bits of its variant are not theirs. */
    static EventPosition above(UUID id) {
        return of(new UUID(id.getMostSignificantBits(), -1L));
    }
}
