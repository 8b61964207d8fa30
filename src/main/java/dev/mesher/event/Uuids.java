package dev.mesher.event;

import dev.mesher.text.FullPattern;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads UUIDs strictly, and reads and makes the time in Mesher's own UUIDs. */
public final class Uuids {
    private static final FullPattern DASHED = FullPattern.of("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", 36);
    private static final FullPattern HEX = FullPattern.of("[0-9a-fA-F]{32}", 32);

    private Uuids() {}

    /** Parses a UUID with dashes, or with 32 hexadecimal digits and no dashes. */
    public static Optional<UUID> parse(String text) {
        if (HEX.matches(text)) {
            return Optional.of(
                    new UUID(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16)));
        }
        return parseDashed(text);
    }

    /** Parses a UUID with dashes. */
    public static Optional<UUID> parseDashed(String text) {
        return DASHED.matches(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** The time at which Mesher received the event with this id. Empty when the id is not a UUIDv7, so not Mesher's. */
    public static Optional<Instant> receivedAt(UUID id) {
        return id.version() == 7
                ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }

    /** The smallest id, in PostgreSQL's order, that an event received at {@code time} or later can have. */
    public static UUID firstAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
