package dev.mesher.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The text forms of a UUID, read strictly, and the time inside Mesher's own. */
final class Uuids {
    private static final Pattern DASHED =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32}");

    private Uuids() {}

    /** With dashes, or 32 hexadecimal digits. */
    static Optional<UUID> parse(String text) {
        if (HEX.matcher(text).matches()) {
            return Optional.of(new UUID(
                    Long.parseUnsignedLong(text.substring(0, 16), 16), Long.parseUnsignedLong(text.substring(16), 16)));
        }
        return parseDashed(text);
    }

    static Optional<UUID> parseDashed(String text) {
        return DASHED.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** When Mesher received the event that it named {@code id}; empty when that is not a UUIDv7, so not Mesher's. */
    static Optional<Instant> receivedAt(UUID id) {
        return id.version() == 7
                ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }
}
