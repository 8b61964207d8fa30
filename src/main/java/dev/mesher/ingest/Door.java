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

/** Who may come in, and whether there is room: in the project's window, and in the node. */
public record Door(Keys keys, RateLimits rateLimits, InFlight inFlight) {

    /**
     * The project that {@code key} opens.
     *
     * @param key null for a request that brings none
     * @throws Refusal 401 when it opens none
     */
    Project project(@Nullable String key) {
        Project project = key == null ? null : keys.project(key);
        if (project == null) {
            throw Refusal.unauthorized();
        }
        return project;
    }

    /**
     * Lets a request of {@code announcedBytes} pass, before any work.
     *
     * @throws Refusal 429 or 503
     */
    void check(UUID projectId, long announcedBytes) {
        rateLimits.checkDoor(projectId);
        inFlight.project(projectId).checkDoor(announcedBytes);
    }

    /** Charges one event to the project's window. Fails with 429 when that is spent. */
    Future<RateWindow> charge(UUID projectId) {
        return rateLimits
                .take(projectId, 1)
                .compose(grant -> grant.granted() == 0
                        ? Future.failedFuture(Refusal.rateLimited(grant.window()))
                        : Future.succeededFuture(grant.window()));
    }

    /** Runs {@code work}, which may hold bytes of {@code share} until it ends. */
    static <T> Future<T> holding(InFlight.Share share, Function<InFlight.Lease, Future<T>> work) {
        InFlight.Lease lease = share.lease();
        return Future.succeededFuture(lease).compose(work).onComplete(done -> lease.release());
    }
}
