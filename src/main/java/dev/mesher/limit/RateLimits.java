package dev.mesher.limit;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The rate-limiting stage, for its callers. What is leased already is spent right here; the stage leases more. */
public final class RateLimits {
    private final LocalBus bus;
    private final RateLimitSettings settings;
    private final LongSupplier nanoClock;
    private final Map<UUID, WindowBudget> budgets = new ConcurrentHashMap<>();

    /** Takes a monotonic clock in nanoseconds. */
    public RateLimits(LocalBus bus, RateLimitSettings settings, LongSupplier nanoClock) {
        this.bus = bus;
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    /**
     * How many of the events that were asked for may go in.
     *
     * @param granted 0 up to what was asked for
     */
    public record Grant(long granted, RateWindow window) {}

    /** Charges {@code count} events to the project's window, or as many as still fit. */
    public Future<Grant> take(UUID projectId, int count) {
        WindowBudget budget = budget(projectId);
        long now = nanoClock.getAsLong();
        long granted = budget.take(count, now);
        return granted == count
                ? Future.succeededFuture(new Grant(granted, budget.window(now)))
                : bus.request(Addresses.LIMIT, new Take(projectId, count, granted));
    }

    /**
     * The cheap check at the door, before anything is read.
     *
     * @throws Refusal 429 when the project's window was spent a moment ago
     */
    public void checkDoor(UUID projectId) {
        WindowBudget budget = budget(projectId);
        long now = nanoClock.getAsLong();
        if (budget.spent(now)) {
            throw Refusal.rateLimited(budget.window(now));
        }
    }

    /** Shared by all threads of the node. */
    WindowBudget budget(UUID projectId) {
        return budgets.computeIfAbsent(
                projectId, id -> new WindowBudget(settings.maxEvents(), settings.windowSeconds()));
    }

    Map<UUID, WindowBudget> budgets() {
        return Map.copyOf(budgets);
    }

    RateLimitSettings settings() {
        return settings;
    }

    long now() {
        return nanoClock.getAsLong();
    }

    /**
     * What the stage is asked for.
     *
     * @param count events in all
     * @param granted how many of them were let in before
     */
    record Take(UUID projectId, int count, long granted) {}
}
