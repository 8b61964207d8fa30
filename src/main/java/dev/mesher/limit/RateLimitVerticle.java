package dev.mesher.limit;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.RateLimitSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets events in while their project's window has room. Spends slices leased from PostgreSQL, one lease at a time a
 * project; requests that meet a lease under way wait for it. While PostgreSQL is away it falls back to a limit of
 * its own for this node, so that events still reach the journal.
 */
public final class RateLimitVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitVerticle.class);

    /** A lease takes this part of the limit: few round trips, and little lies idle on a node. */
    private static final int SLICES = 20;

    private static final long FORGET_MILLIS = 60_000;

    private final LocalBus bus;
    private final RateLimits limits;
    private final LeaseStore store;
    private final RateLimitSettings settings;
    private final LongSupplier nanoClock;
    private final Map<UUID, Counter> counters = new HashMap<>();

    public RateLimitVerticle(
            LocalBus bus, RateLimits limits, SqlClient client, RateLimitSettings settings, LongSupplier nanoClock) {
        this.bus = bus;
        this.limits = limits;
        this.store = new LeaseStore(client);
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    @Override
    public Future<?> start() {
        long unused = vertx.setPeriodic(FORGET_MILLIS, tick -> store.forget(settings.windowSeconds())
                .onFailure(away -> LOG.debug("old windows not removed yet", away)));
        return bus.<RateLimits.Take, RateLimits.Grant>serve(Addresses.LIMIT, this::take)
                .completion();
    }

    private Future<RateLimits.Grant> take(RateLimits.Take take) {
        Counter counter = counters.computeIfAbsent(take.projectId(), Counter::new);
        return counter.take(take.count(), 0);
    }

    /** One project's budget, and the lease that is under way for it. */
    private final class Counter {
        private final UUID projectId;
        private final WindowBudget budget = new WindowBudget(settings.maxEvents(), settings.windowSeconds());
        private Future<Void> lease = Future.succeededFuture();

        Counter(UUID projectId) {
            this.projectId = projectId;
        }

        Future<RateLimits.Grant> take(long wanted, long had) {
            long now = nanoClock.getAsLong();
            long granted = had + budget.take(wanted - had, now);
            if (granted == wanted || budget.spent(now)) {
                return Future.succeededFuture(new RateLimits.Grant(granted, budget.window(now)));
            }
            if (lease.isComplete()) {
                lease = lease(wanted - granted, now);
            }
            return lease.compose(leased -> take(wanted, granted));
        }

        private Future<Void> lease(long needed, long now) {
            long slice = Math.max(needed, settings.maxEvents() / SLICES);
            return store.lease(projectId, slice, settings.maxEvents(), settings.windowSeconds())
                    .otherwise(away -> {
                        LOG.debug("no lease from PostgreSQL, limiting by this node alone", away);
                        return budget.alone(slice, now);
                    })
                    .map(got -> {
                        budget.add(got, now);
                        if (got.granted() == 0) {
                            limits.markSpent(
                                    projectId,
                                    budget.window(nanoClock.getAsLong()),
                                    now + Math.min(WindowBudget.RECHECK_NANOS, got.remainingNanos()));
                        }
                        return null;
                    });
        }
    }
}
