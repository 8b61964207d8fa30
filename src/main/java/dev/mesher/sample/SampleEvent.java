package dev.mesher.sample;

import dev.mesher.event.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the sample, ready to be stored.
 *
 * @param title of the issue, if this event opens it
 * @param culprit the same
 * @param payload compressed; must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
record SampleEvent(
        UUID id,
        Instant receivedAt,
        Event event,
        String fingerprint,
        String title,
        @Nullable String culprit,
        byte[] payload) {}
