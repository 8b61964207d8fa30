package dev.mesher.decode.sentry;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an event arrived, as far as decoding it needs.
 *
 * @param receivedAt the server's clock
 * @param sentAt the client's clock when it sent the event; null when unknown
 * @param eventId of the envelope's header, which has precedence over the event's own; null when there is none
 * @param clientAddress the client's IP address; null when unknown
 * @param ids generates ids for events without one
 */
public record Arrival(
        Instant receivedAt,
        @Nullable Instant sentAt,
        @Nullable UUID eventId,
        @Nullable String clientAddress,
        Supplier<UUID> ids) {
    /**
     * The longest plausible time between sending and receiving. A client's clock that differs by more is taken to be
     * wrong.
     */
    private static final Duration TRANSIT = Duration.ofMinutes(1);

    /** An arrival whose events get random ids if they have none. */
    public Arrival(
            Instant receivedAt, @Nullable Instant sentAt, @Nullable UUID eventId, @Nullable String clientAddress) {
        this(receivedAt, sentAt, eventId, clientAddress, UUID::randomUUID);
    }

    /** The duration that has to be added to the client's times; zero when its clock is right or unknown. */
    Duration drift() {
        if (sentAt == null) {
            return Duration.ZERO;
        }
        Duration difference = Duration.between(sentAt, receivedAt);
        return difference.abs().compareTo(TRANSIT) > 0 ? difference : Duration.ZERO;
    }
}
