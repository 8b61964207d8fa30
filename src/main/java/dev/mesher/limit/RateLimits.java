package dev.mesher.limit;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The rate-limiting stage, for its callers. */
public final class RateLimits {
    private final LocalBus bus;
    private final Map<UUID, Spent> spent = new ConcurrentHashMap<>();

    public RateLimits(LocalBus bus) {
        this.bus = bus;
    }

    /**
     * How many of the events that were asked for may go in.
     *
     * @param granted 0 up to what was asked for
     */
    public record Grant(long granted, RateWindow window) {}

    /** Charges {@code count} events to the project's window, or as many as still fit. */
    public Future<Grant> take(UUID projectId, int count) {
        return bus.request(Addresses.LIMIT, new Take(projectId, count));
    }

    /**
     * The cheap check at the door, before anything is read.
     *
     * @throws Refusal 429 when the project's window was spent a moment ago
     */
    public void checkDoor(UUID projectId) {
        Spent window = spent.get(projectId);
        if (window != null && window.until - System.nanoTime() > 0) {
            throw Refusal.rateLimited(window.window);
        }
    }

    void markSpent(UUID projectId, RateWindow window, long until) {
        spent.put(projectId, new Spent(window, until));
    }

    record Take(UUID projectId, int count) {}

    private record Spent(RateWindow window, long until) {}
}
