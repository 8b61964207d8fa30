package dev.mesher.event;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to the store: named, timed and grouped.
 *
 * @param id Mesher's own (UUIDv7); its time is {@code receivedAt}
 * @param receivedAt the server's clock, in whole milliseconds
 * @param algorithm the version of the one that came to the fingerprint
 * @param fingerprint what the project's issues are told apart by
 * @param formerFingerprint finds out those by former algorithms, newest first with commas between, which only an unknown
 *     fingerprint needs; gives null when there is none but the current one
 * @param title the title, should this event open it
 * @param culprit where it happened; null when unknown
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

    /** The same with its former fingerprint found out. */
    public GroupedEvent with(Supplier<@Nullable String> former) {
        return new GroupedEvent(id, receivedAt, projectId, event, algorithm, fingerprint, former, title, culprit);
    }

    /** The same with more known of the event. */
    public GroupedEvent with(Event more) {
        return new GroupedEvent(
                id, receivedAt, projectId, more, algorithm, fingerprint, formerFingerprint, title, culprit);
    }
}
