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
 * @param project that its key opens; null while the key may still stand in the envelope
 * @param lease what holds its bytes
 */
record SentryRequest(Head head, @Nullable Project project, Attempt attempt, InFlight.Lease lease, Patience patience) {

    /**
     * What is known before the body.
     *
     * @param number of the project that the path names; null when it names none
     * @param encoding that the body is compressed by; null for none
     * @param query parameters
     */
    record Head(
            @Nullable Long number,
            @Nullable String encoding,
            @Nullable String clientAddress,
            Instant receivedAt,
            MultiMap query) {}

    /** The same request, of which the body is known now; for a thread that may take its time when that is long. */
    SentryRequest of(String form, byte[] plain) {
        return new SentryRequest(head, project, attempt.of(form, plain), lease, patience);
    }

    /** The same request, whose key is known now. */
    SentryRequest of(Project known) {
        return new SentryRequest(head, known, attempt, lease, patience);
    }

    /**
     * How what is in it came in.
     *
     * @param sentAt as its client says
     * @param eventId of the envelope's header
     */
    Arrival arrival(@Nullable Instant sentAt, @Nullable UUID eventId) {
        return new Arrival(head.receivedAt, sentAt, eventId, head.clientAddress, attempt.eventIds());
    }

    /**
     * The project whose key the request brings.
     *
     * @throws Refusal 401 when it is not known, 403 when the path names another
     */
    Project sender() {
        if (project == null) {
            throw Refusal.unauthorized();
        }
        return checked(project, head.number);
    }

    /** @throws Refusal 403 when {@code number}, which the path names, is that of another project */
    static Project checked(Project project, @Nullable Long number) {
        if (number != null && number != project.number()) {
            throw Refusal.forbidden("the key is not of project " + number);
        }
        return project;
    }
}
