package dev.mesher.api.event;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code events}.
 *
 * @param eventId the client's event id; null when it sent none
 * @param payload the event as the client sent it, compressed
 */
record EventDetailRow(
        UUID id,
        OffsetDateTime receivedAt,
        UUID projectId,
        UUID issueId,
        @Nullable UUID eventId,
        String fingerprint,
        String level,
        String message,
        @Nullable String environment,
        @Nullable String release,
        @Nullable String sessionId,
        JsonObject tags,
        Buffer payload) {}
