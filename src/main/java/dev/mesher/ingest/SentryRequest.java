package dev.mesher.ingest;

import dev.mesher.decode.sentry.Arrival;
import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.Refusal;
import dev.mesher.http.InFlight;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a Sentry client that may go on.
 *
 * @param number of the project that the path names; null when it names none
 * @param project that its key opens; null while the key may still stand in the envelope
 * @param query parameters
 */
record SentryRequest(
        @Nullable Long number,
        @Nullable Project project,
        @Nullable String encoding,
        @Nullable String clientAddress,
        Instant receivedAt,
        MultiMap query,
        InFlight.Lease lease,
        Patience patience,
        Attempt attempt) {
    /** Nobody compares the hash of a request without a client's key: a longer one is not worth its time. */
    private static final int MAX_HASHED_BYTES = 1 << 20;

    /** The same request, of which the body is known now; for a thread that may take its time when that is long. */
    SentryRequest of(String form, byte[] plain) {
        Attempt known = attempt.named() || plain.length <= MAX_HASHED_BYTES ? attempt.of(form, plain) : attempt;
        return new SentryRequest(number, project, encoding, clientAddress, receivedAt, query, lease, patience, known);
    }

    /** The same request, whose key is known now. */
    SentryRequest of(Project known) {
        return new SentryRequest(number, known, encoding, clientAddress, receivedAt, query, lease, patience, attempt);
    }

    /**
     * How what is in it came in.
     *
     * @param sentAt as its client says
     * @param eventId of the envelope's header
     */
    Arrival arrival(@Nullable Instant sentAt, @Nullable UUID eventId) {
        return new Arrival(receivedAt, sentAt, eventId, clientAddress, attempt.eventIds());
    }

    /**
     * The project of a key, if that is the one that the path names.
     *
     * @throws Refusal 401 for a key that opens none, 403 for that of another
     */
    static Project checked(@Nullable Project project, @Nullable Long number) {
        if (project == null) {
            throw Refusal.unauthorized();
        }
        if (number != null && number != project.number()) {
            throw Refusal.forbidden("the key is not of project " + number);
        }
        return project;
    }
}
