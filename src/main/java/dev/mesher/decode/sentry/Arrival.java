package dev.mesher.decode.sentry;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an event came in, as far as it matters for what is made of it.
 *
 * @param receivedAt the server's clock
 * @param sentAt the client's clock when it sent this; null when it did not say
 * @param eventId of the envelope's header, which wins over the event's own; null when there is none
 * @param clientAddress IP address of the client; null when it is not known
 * @param ids for the events that bring none
 */
public record Arrival(
        Instant receivedAt,
        @Nullable Instant sentAt,
        @Nullable UUID eventId,
        @Nullable String clientAddress,
        Supplier<UUID> ids) {
    /** What may pass between sending and receiving; a clock that differs by more is wrong. */
    private static final Duration TRANSIT = Duration.ofMinutes(1);

    /** Of something whose events get any id when they bring none. */
    public Arrival(
            Instant receivedAt, @Nullable Instant sentAt, @Nullable UUID eventId, @Nullable String clientAddress) {
        this(receivedAt, sentAt, eventId, clientAddress, UUID::randomUUID);
    }

    /** What has to be added to the client's times. */
    Duration drift() {
        if (sentAt == null) {
            return Duration.ZERO;
        }
        Duration difference = Duration.between(sentAt, receivedAt);
        return difference.abs().compareTo(TRANSIT) > 0 ? difference : Duration.ZERO;
    }
}
