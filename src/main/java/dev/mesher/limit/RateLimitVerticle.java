package dev.mesher.limit;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.RateLimitSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases parts of a project's window from PostgreSQL, one lease at a time for each project. Requests that need a lease
 * wait for the one that is being asked for. A node that finds the window spent tells the others, and they give back
 * what they do not need. While PostgreSQL is away, the node limits by its own count alone, so that events still reach
 * the journal.
 */
public final class RateLimitVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitVerticle.class);

    /**
     * A lease is this fraction of the limit: large enough for few round trips, small enough that little lies unused on
     * a node.
     */
    private static final int SLICES = 20;

    private static final long FORGET_MILLIS = 60_000;
    private static final long LEASE_MILLIS = 2_000;

    private final LocalBus bus;
    private final RateLimits limits;
    private final LeaseStore store;
    private final Map<UUID, Future<Void>> leases = new HashMap<>();

    public RateLimitVerticle(LocalBus bus, RateLimits limits, SqlClient client) {
        this.bus = bus;
        this.limits = limits;
        this.store = new LeaseStore(client);
    }

    @Override
    public Future<?> start() {
        int windowSeconds = limits.settings().windowSeconds();
        long unused = vertx.setPeriodic(FORGET_MILLIS, tick -> store.forget(windowSeconds)
                .onFailure(away -> LOG.debug("old windows not removed yet", away)));
        Future<Void> serving = bus.<RateLimits.Take, RateLimits.Grant>serve(
                        Addresses.LIMIT, take -> take(take.projectId(), take.count(), take.granted()))
                .completion();
        if (!vertx.isClustered()) {
            return serving;
        }
        MessageConsumer<String> shortOthers =
                vertx.eventBus().consumer(Addresses.LIMIT_SHORT, message -> giveBack(message.body()));
        return serving.compose(served -> shortOthers.completion());
    }

    /** Gives back all leases, since no other node could use them until the end of the window. */
    @Override
    public Future<?> stop() {
        List<Future<Void>> returns = new ArrayList<>();
        limits.budgets().forEach((project, budget) -> budget.giveBackAll(limits.now())
                .ifPresent(unused -> returns.add(store.giveBack(project, unused))));
        return Future.join(returns)
                .timeout(LEASE_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(away -> LOG.debug("leases were not given back; they end with their windows", away))
                .otherwiseEmpty();
    }

    /**
     * Gives back what this node does not need. If the outcome is not known, that part counts as used, so the limit may
     * be too strict but is never exceeded.
     */
    private void giveBack(String projectId) {
        UUID project;
        try {
            project = UUID.fromString(projectId);
        } catch (IllegalArgumentException malformed) {
            return;
        }
        WindowBudget budget = limits.budgets().get(project);
        if (budget == null) {
            return;
        }
        budget.giveBack(limits.now()).ifPresent(unused -> store.giveBack(project, unused)
                .onFailure(away -> LOG.debug("a lease was not given back; it ends with its window", away)));
    }

    private void announceShortage(UUID projectId) {
        if (vertx.isClustered()) {
            EventBus unused = vertx.eventBus().publish(Addresses.LIMIT_SHORT, projectId.toString());
        }
    }

    private Future<RateLimits.Grant> take(UUID projectId, long wanted, long had) {
        WindowBudget budget = limits.budget(projectId);
        long now = limits.now();
        long granted = had + budget.take(wanted - had, now);
        if (granted == wanted || budget.spent(now)) {
            return Future.succeededFuture(new RateLimits.Grant(granted, budget.window(now)));
        }
        Future<Void> running = leases.get(projectId);
        if (running == null) {
            running = lease(projectId, budget, wanted - granted, now);
            leases.put(projectId, running);
            running.onComplete(done -> leases.remove(projectId));
        }
        return running.compose(leased -> take(projectId, wanted, granted));
    }

    private Future<Void> lease(UUID projectId, WindowBudget budget, long needed, long now) {
        RateLimitSettings settings = limits.settings();
        long slice = Math.max(needed, settings.maxEvents() / SLICES);
        return store.lease(projectId, slice, settings.maxEvents(), settings.windowSeconds())
                .timeout(LEASE_MILLIS, TimeUnit.MILLISECONDS)
                .otherwise(away -> {
                    LOG.debug("no lease from PostgreSQL, limiting by this node alone", away);
                    return budget.alone(slice, now);
                })
                .map(got -> {
                    budget.add(got, now);
                    if (got.granted() < needed) {
                        announceShortage(projectId);
                    }
                    return null;
                });
    }
}
