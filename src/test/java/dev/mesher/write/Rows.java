package dev.mesher.write;

import com.fasterxml.uuid.Generators;
import dev.mesher.event.Attempt;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as the stages before the store make them. */
final class Rows {
    private Rows() {}

    /** Of an event that was received now, grouped by its message. */
    static EventRow row(UUID project, String message, @Nullable UUID eventId) {
        return row(project, message, eventId, Instant.now());
    }

    static EventRow row(UUID project, String message, @Nullable UUID eventId, Instant receivedAt) {
        return row(project, message, eventId, receivedAt, "1.0", null);
    }

    static EventRow row(
            UUID project,
            String message,
            @Nullable UUID eventId,
            Instant receivedAt,
            String release,
            @Nullable UUID userHash) {
        return row(project, message, null, eventId, receivedAt, release, userHash);
    }

    /** @param former the fingerprints by former algorithms, with commas between */
    static EventRow row(
            UUID project,
            String message,
            @Nullable String former,
            @Nullable UUID eventId,
            Instant receivedAt,
            String release,
            @Nullable UUID userHash) {
        Event event = new Event(
                eventId,
                null,
                Level.ERROR,
                message,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of("place", "test"),
                userHash,
                "production",
                release,
                null,
                ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
        return EventRow.of(
                new GroupedEvent(
                        Generators.timeBasedEpochRandomGenerator().generate(),
                        receivedAt.truncatedTo(ChronoUnit.MILLIS),
                        project,
                        event,
                        1,
                        message,
                        () -> former,
                        message,
                        null),
                null,
                Attempt.unnamed());
    }
}
