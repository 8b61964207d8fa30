package dev.mesher.merge;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that is being checked.
 *
 * @param owner the issue that has its fingerprint
 * @param userHash null when the event has no user, or the user is not needed
 */
record MovingEvent(
        UUID id,
        OffsetDateTime receivedAt,
        UUID projectId,
        String fingerprint,
        String environment,
        String release,
        UUID owner,
        @Nullable UUID userHash) {}
