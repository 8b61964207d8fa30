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

/**
 * The rate-limiting stage, as its callers see it. Leased events are counted here directly; the stage is asked only for
 * further leases.
 */
public final class RateLimits {
    private final LocalBus bus;
    private final RateLimitSettings settings;
    private final LongSupplier nanoClock;
    private final Map<UUID, WindowBudget> budgets = new ConcurrentHashMap<>();

    /** Takes the bus, the settings, and a monotonic clock in nanoseconds. */
    public RateLimits(LocalBus bus, RateLimitSettings settings, LongSupplier nanoClock) {
        this.bus = bus;
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    /**
     * How many of the requested events are admitted.
     *
     * @param granted from 0 to the requested number
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
     * A cheap check before the request is read.
     *
     * @throws Refusal 429 when the project's window was recently found spent
     */
    public void checkDoor(UUID projectId) {
        WindowBudget budget = budget(projectId);
        long now = nanoClock.getAsLong();
        if (budget.spent(now)) {
            throw Refusal.rateLimited(budget.window(now));
        }
    }

    /** The state of the project's window, as far as this node knows. Charges nothing. */
    public RateWindow window(UUID projectId) {
        return budget(projectId).window(nanoClock.getAsLong());
    }

    /** The project's budget. All threads of the node share it. */
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
     * A request to the stage.
     *
     * @param count all events of the request
     * @param granted how many of them were admitted already
     */
    record Take(UUID projectId, int count, long granted) {}
}
