package dev.mesher.event;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event with its id, its time and its group, ready to be stored.
 *
 * @param id Mesher's own id (UUIDv7) with the time {@code receivedAt}
 * @param receivedAt the server's time, in whole milliseconds
 * @param algorithm version of the grouping algorithm
 * @param fingerprint identifies the group in the project
 * @param formerFingerprint computes the fingerprints by former algorithms: newest first, separated by commas. It is
 *     only called when {@code fingerprint} is unknown. Returns null when there are no other fingerprints
 * @param title the title if this event opens it
 * @param culprit the place of the failure; null when unknown
 */
public record GroupedEvent(
        UUID id,
        Instant receivedAt,
        UUID projectId,
        Event event,
        int algorithm,
        String fingerprint,
        Supplier<@Nullable String> formerFingerprint,
        String title,
        @Nullable String culprit) {

    /** The same event with its former fingerprints computed. */
    public GroupedEvent with(Supplier<@Nullable String> former) {
        return new GroupedEvent(id, receivedAt, projectId, event, algorithm, fingerprint, former, title, culprit);
    }

    /** The same event with more fields. */
    public GroupedEvent with(Event more) {
        return new GroupedEvent(
                id, receivedAt, projectId, more, algorithm, fingerprint, formerFingerprint, title, culprit);
    }
}
