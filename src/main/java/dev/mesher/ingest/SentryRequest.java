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
 * A request of a Sentry client that passed the first checks.
 *
 * @param project the project of its key; null while the key may still be in the envelope's header
 * @param lease counts its bytes in memory
 */
record SentryRequest(Head head, @Nullable Project project, Attempt attempt, InFlight.Lease lease, Patience patience) {

    /**
     * What is known before the body is read.
     *
     * @param number project number in the path; null when the path has none
     * @param encoding the {@code Content-Encoding}; null for none
     * @param query the query's parameters
     */
    record Head(
            @Nullable Long number,
            @Nullable String encoding,
            @Nullable String clientAddress,
            Instant receivedAt,
            MultiMap query) {}

    /**
     * The same request with the hash of its body. Takes time in proportion to the body's length, so a long body needs a
     * worker thread.
     */
    SentryRequest of(String form, byte[] plain) {
        return new SentryRequest(head, project, attempt.of(form, plain), lease, patience);
    }

    /** The same request with the project of its key. */
    SentryRequest of(Project known) {
        return new SentryRequest(head, known, attempt, lease, patience);
    }

    /**
     * How the events of this request arrived.
     *
     * @param sentAt the client's clock when it sent the request; null when unknown
     * @param eventId of the envelope's header; null when it has none
     */
    Arrival arrival(@Nullable Instant sentAt, @Nullable UUID eventId) {
        return new Arrival(head.receivedAt, sentAt, eventId, head.clientAddress, attempt.eventIds());
    }

    /**
     * The project of the request's key.
     *
     * @throws Refusal 401 when the key is not known, 403 when the path names another project
     */
    Project sender() {
        if (project == null) {
            throw Refusal.unauthorized();
        }
        return checked(project, head.number);
    }

    /**
     * Checks that a key fits the project number in the path.
     *
     * @throws Refusal 403 when {@code number} is that of another project
     */
    static Project checked(Project project, @Nullable Long number) {
        if (number != null && number != project.number()) {
            throw Refusal.forbidden("the key does not belong to project " + number);
        }
        return project;
    }
}
