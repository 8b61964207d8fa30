package dev.mesher.ingest;

import dev.mesher.http.InFlight;
import dev.mesher.limit.RateLimits;
import java.util.UUID;

/** The cheap checks before any work: is there room in the project's window, and in the node. */
record Door(RateLimits rateLimits, InFlight inFlight) {

    /**
     * Lets a request of {@code announcedBytes} pass.
     *
     * @throws dev.mesher.event.Refusal 429 or 503
     */
    void check(UUID projectId, long announcedBytes) {
        rateLimits.checkDoor(projectId);
        inFlight.project(projectId).checkDoor(announcedBytes);
    }
}
