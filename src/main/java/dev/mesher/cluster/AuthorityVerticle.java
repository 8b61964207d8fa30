package dev.mesher.cluster;

import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the authority when it is free, and renews it. A node that is a standby, or that met a newer epoch than its own
 * (it is fenced then), leaves the first turn to the others; taking over ends the fence.
 */
public final class AuthorityVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorityVerticle.class);

    private static final long STOP_MILLIS = 2_000;

    private final Pool pool;
    private final Continuity node;
    private final Lease lease;
    private final AuthorityStore store;
    private final Authority authority;

    private Future<?> asking = Future.succeededFuture();
    private long ownEpoch;
    private boolean fenced;
    private boolean stopping;

    public AuthorityVerticle(Pool pool, Continuity node, Lease lease) {
        this.pool = pool;
        this.node = node;
        this.lease = lease;
        this.store = new AuthorityStore(node);
        this.authority = new Authority(pool, store, lease, node.promotionEpoch());
        this.ownEpoch = node.promotionEpoch();
    }

    /** For the duties; holds nothing before this verticle runs. */
    public Authority authority() {
        return authority;
    }

    /** A standby begins late, for a lease that nobody ever took has no end to wait beyond. */
    @Override
    public Future<?> start() {
        if (node.role() == ContinuityRole.STANDBY) {
            askAfter(lease.standbyWait());
            return Future.succeededFuture();
        }
        return ask();
    }

    /** Lets the next node take over at once. */
    @Override
    public Future<?> stop() {
        stopping = true;
        boolean held = authority.standing().held();
        authority.stands(new Standing(false, ownEpoch));
        return asking.transform(done -> held ? store.release(pool) : Future.succeededFuture())
                .timeout(STOP_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(away -> LOG.debug("the lease was not released, it ends by itself", away))
                .otherwiseEmpty();
    }

    private void askAfter(Duration pause) {
        long unused = vertx.setTimer(pause.toMillis(), timer -> {
            if (!stopping) {
                Future<?> unusedAnswer = ask();
            }
        });
    }

    /** Never fails: who cannot ask holds nothing for longer than its lease. */
    private Future<?> ask() {
        Duration wait = node.role() == ContinuityRole.STANDBY || fenced ? lease.standbyWait() : Duration.ZERO;
        asking = store.take(pool, lease.length(), wait)
                .timeout(lease.length().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(this::heard)
                .onFailure(away -> LOG.debug("nobody answers who holds the authority", away))
                .otherwiseEmpty()
                .onComplete(done -> askAfter(lease.renewal()));
        return asking;
    }

    /** The place to tell others: of a take-over, and of the fence. */
    private void heard(Standing now) {
        if (stopping) {
            return;
        }
        Standing before = authority.standing();
        if (now.held() && !before.held()) {
            LOG.info("[Mesher] {} holds the authority, epoch {}", node.nodeName(), now.promotionEpoch());
        } else if (!now.held() && before.held()) {
            LOG.warn("[Mesher] {} lost the authority, epoch {}", node.nodeName(), now.promotionEpoch());
        }
        fenced = !now.held() && now.promotionEpoch() > ownEpoch;
        if (now.held()) {
            ownEpoch = now.promotionEpoch();
        }
        authority.stands(now);
    }
}
