package dev.mesher.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Feedback of a user about an event.
 *
 * @param id the client's id of this feedback; null when it has none
 * @param eventId the client's id of the event
 */
public record UserFeedback(
        @Nullable UUID id,
        UUID eventId,
        @Nullable String name,
        @Nullable String email,
        String message,
        @Nullable String url) {}
