package dev.mesher.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user wrote about an error, or about the application in general.
 *
 * @param id the client's id of this feedback; null when it gave none
 * @param eventId the client's id of the event that the feedback is about; null when it is about no event
 * @param url the page on which the user wrote it
 * @param contexts a JSON object: the client's other contexts, such as browser and device; null when there are none
 */
public record UserFeedback(
        @Nullable UUID id,
        @Nullable UUID eventId,
        @Nullable String name,
        @Nullable String email,
        String message,
        @Nullable String url,
        @Nullable String replayId,
        @Nullable String contexts) {}
