package dev.mesher.ingest;

import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.Refusal;
import dev.mesher.http.InFlight;
import io.vertx.core.MultiMap;
import java.time.Instant;
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
    /** A longer body would hold the event loop; no event is that long, and what is counts without its client's key. */
    private static final int MAX_HASHED_BYTES = 1 << 20;

    /** The same request, of which the body is known now. */
    SentryRequest of(byte[] body) {
        Attempt known = body.length > MAX_HASHED_BYTES ? attempt.withoutKey() : attempt.of(body);
        return new SentryRequest(number, project, encoding, clientAddress, receivedAt, query, lease, patience, known);
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
