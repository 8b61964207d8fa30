package dev.mesher.ingest;

import dev.mesher.auth.Keys;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import dev.mesher.http.InFlight;
import dev.mesher.limit.RateLimits;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks a request before any work is done for it: its key, the project's rate limit, and the node's memory budget. */
public record Door(Keys keys, RateLimits rateLimits, InFlight inFlight) {

    /**
     * The project that {@code key} belongs to.
     *
     * @param key null when the request has none
     * @throws Refusal 401 when the key is missing or unknown
     */
    Project project(@Nullable String key) {
        Project project = key == null ? null : keys.project(key);
        if (project == null) {
            throw Refusal.unauthorized();
        }
        return project;
    }

    /**
     * Checks that a request can be accepted. Charges nothing.
     *
     * @param announcedBytes the length of the body that the client announces; 0 when unknown
     * @throws Refusal 429 when the project's rate limit is reached, 503 when there is no room in memory
     */
    void check(UUID projectId, long announcedBytes) {
        rateLimits.checkDoor(projectId);
        inFlight.project(projectId).checkDoor(announcedBytes);
    }

    /** Charges one event to the project's rate-limit window. Fails with a 429 when the limit is reached. */
    Future<RateWindow> charge(UUID projectId) {
        return rateLimits
                .take(projectId, 1)
                .compose(grant -> grant.granted() == 0
                        ? Future.failedFuture(Refusal.rateLimited(grant.window()))
                        : Future.succeededFuture(grant.window()));
    }

    /** Runs {@code work} with a lease of {@code share}, and releases the lease when the work ends. */
    static <T> Future<T> holding(InFlight.Share share, Function<InFlight.Lease, Future<T>> work) {
        InFlight.Lease lease = share.lease();
        return Future.succeededFuture(lease).compose(work).onComplete(done -> lease.release());
    }
}
