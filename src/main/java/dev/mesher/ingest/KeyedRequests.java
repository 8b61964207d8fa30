package dev.mesher.ingest;

import dev.mesher.continuity.Records;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import dev.mesher.limit.RateLimits;
import dev.mesher.write.EventRow;
import dev.mesher.write.KeyedOutcome;
import dev.mesher.write.Writes;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handles requests with a client's key. Each key is answered once, and a request is stored as a whole with its answer.
 */
final class KeyedRequests {
    private static final Future<Optional<IngestAnswer>> NEVER_BEFORE = Future.succeededFuture(Optional.empty());

    private final Writes writes;
    private final RateLimits rateLimits;
    private final Records records;

    KeyedRequests(Writes writes, RateLimits rateLimits, Records records) {
        this.writes = writes;
        this.rateLimits = rateLimits;
        this.records = records;
    }

    /**
     * The stored answer to the request's key; empty when the request has no key or the key is new. Charges nothing.
     * Fails as {@link #store} does.
     */
    Future<Optional<IngestAnswer>> answeredBefore(IngestRequest<?> request) {
        return request.attempt().named()
                ? writes.before(request.project().id(), request.attempt(), request.bulk())
                        .map(found -> found.map(before -> answer(
                                request,
                                before,
                                rateLimits.window(request.project().id()))))
                : NEVER_BEFORE;
    }

    /** Stores the request in one transaction. Fails with a 409 when another request has used its key. */
    Future<IngestAnswer> store(IngestRequest<EventRow> request) {
        return writes.storeKeyed(request.project().id(), request.attempt(), request.bulk(), request.slots())
                .map(outcome -> answer(request, outcome, request.window()));
    }

    private IngestAnswer answer(IngestRequest<?> request, KeyedOutcome outcome, @Nullable RateWindow window) {
        boolean conflict = outcome.kind() == KeyedOutcome.Kind.CONFLICT;
        boolean duplicate = outcome.kind() == KeyedOutcome.Kind.DUPLICATE;
        if (conflict || duplicate) {
            records.sentAgain(request.attempt(), conflict);
        }
        if (conflict) {
            throw Refusal.conflict(RequestKey.HEADER + " was used with another body");
        }
        return new IngestAnswer(outcome.results(), window, duplicate);
    }
}
