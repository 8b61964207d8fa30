package dev.mesher.authority;

import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.diagnostics.Transition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the authority when it is free, and renews it. A node is fenced when it meets an epoch newer than its own;
 * taking over ends the fence. A standby and a fenced node wait longer before they take a free lease, so that the other
 * nodes come first.
 */
public final class AuthorityVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorityVerticle.class);

    private static final long STOP_MILLIS = 2_000;

    private final Pool pool;
    private final Continuity node;
    private final LeaseTimes lease;
    private final Diagnostics diagnostics;
    private final AuthorityStore store;
    private final Authority authority;

    private Future<?> asking = Future.succeededFuture();
    private long ownEpoch;
    private long renewedNanos;
    private boolean fenced;
    private boolean stopping;

    public AuthorityVerticle(Pool pool, Continuity node, LeaseTimes lease, Diagnostics diagnostics) {
        this.pool = pool;
        this.node = node;
        this.lease = lease;
        this.diagnostics = diagnostics;
        this.store = new AuthorityStore(node);
        this.authority = new Authority(pool, store, lease, node.promotionEpoch());
        this.ownEpoch = node.promotionEpoch();
    }

    /** The authority that the duties use. It is not held before this verticle runs. */
    public Authority authority() {
        return authority;
    }

    /**
     * A standby waits before it first asks: a lease that nobody ever took has no end from which the wait could be
     * measured.
     */
    @Override
    public Future<?> start() {
        if (node.role() == ContinuityRole.STANDBY) {
            askAfter(lease.standbyWait());
            return Future.succeededFuture();
        }
        return ask();
    }

    /** Releases the lease, so that the next node can take over at once. */
    @Override
    public Future<?> stop() {
        stopping = true;
        boolean held = authority.standing().held();
        authority.stands(new Standing(false, ownEpoch));
        return asking.transform(done -> held ? store.release(pool) : Future.succeededFuture())
                .timeout(STOP_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(away -> LOG.debug("the lease was not released; it ends by itself", away))
                .otherwiseEmpty();
    }

    /**
     * Takes the authority from the node that holds it. That node is fenced by the next epoch. Fails with {@link
     * PromotionRefused} when this node holds the authority already, or when another node was promoted at the same time.
     */
    public Future<Standing> promote() {
        Promise<Standing> promoted = Promise.promise();
        context.runOnContext(now -> {
            Future<Standing> taking = asking.transform(done -> store.promote(pool, lease.length()))
                    .timeout(lease.length().toMillis(), TimeUnit.MILLISECONDS)
                    .onSuccess(taken -> answered(taken, "an operator asked for it"))
                    .onComplete(promoted);
            asking = taking.otherwiseEmpty();
        });
        return promoted.future();
    }

    private void askAfter(Duration pause) {
        long unused = vertx.setTimer(pause.toMillis(), timer -> {
            if (!stopping) {
                Future<?> unusedAnswer = ask();
            }
        });
    }

    /**
     * Takes or renews the lease. Never fails: while PostgreSQL does not answer, the node holds the authority only until
     * its lease ends.
     */
    private Future<?> ask() {
        asking = asking.transform(done -> store.take(pool, lease.length(), waitBeforeTaking()))
                .timeout(lease.length().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(now -> answered(now, "the lease was free"))
                .onFailure(this::unanswered)
                .onComplete(asked -> authority.reachable(asked.succeeded()))
                .otherwiseEmpty()
                .onComplete(done -> askAfter(lease.renewal()));
        return asking;
    }

    private Duration waitBeforeTaking() {
        return node.role() == ContinuityRole.STANDBY || fenced ? lease.standbyWait() : Duration.ZERO;
    }

    private void answered(Standing now, String reason) {
        if (stopping) {
            return;
        }
        renewedNanos = System.nanoTime();
        Standing before = authority.standing();
        if (now.held() && !before.held()) {
            LOG.info("[Mesher] {} holds the authority, epoch {}", node.nodeName(), now.promotionEpoch());
            note(Transition.Kind.PROMOTE, ClusterRole.PRIMARY, now.promotionEpoch(), reason);
        } else if (!now.held() && before.held()) {
            LOG.warn("[Mesher] {} lost the authority, epoch {}", node.nodeName(), now.promotionEpoch());
        }
        boolean newer = !now.held() && now.promotionEpoch() > ownEpoch;
        if (newer && !fenced) {
            note(
                    Transition.Kind.FENCED_REJOIN,
                    ClusterRole.STANDBY,
                    now.promotionEpoch(),
                    "another node has taken the authority");
        }
        fenced = newer;
        if (now.held()) {
            ownEpoch = now.promotionEpoch();
        }
        authority.stands(now);
    }

    /**
     * Called when PostgreSQL did not answer. Once the lease has ended, the duties do nothing any more, and this node no
     * longer reports that it holds the authority.
     */
    private void unanswered(Throwable away) {
        LOG.debug("PostgreSQL does not say who holds the authority", away);
        Standing before = authority.standing();
        if (before.held() && System.nanoTime() - renewedNanos >= lease.length().toNanos()) {
            LOG.warn("[Mesher] {} lost the authority: its lease has ended, PostgreSQL is away", node.nodeName());
            note(
                    Transition.Kind.DEGRADED,
                    ClusterRole.STANDBY,
                    before.promotionEpoch(),
                    "the lease has ended, PostgreSQL is away");
            authority.stands(new Standing(false, before.promotionEpoch()));
        }
    }

    private void note(Transition.Kind kind, ClusterRole role, long epoch, String reason) {
        diagnostics.add(Transition.of(kind, node.nodeName(), role.wireName(), epoch, reason));
    }
}
