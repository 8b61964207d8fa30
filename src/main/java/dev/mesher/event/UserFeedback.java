package dev.mesher.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user says about an event that they met.
 *
 * @param id the client's id of this feedback; null when it gave none
 * @param eventId the client's id of the event that it is about
 */
public record UserFeedback(
        @Nullable UUID id,
        UUID eventId,
        @Nullable String name,
        @Nullable String email,
        String message,
        @Nullable String url) {}
