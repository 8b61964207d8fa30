package dev.mesher.authority;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The authority: the right to run the duties that only one node at a time may run. A duty does its work in a
 * transaction of {@link #run}. So two nodes never both do it, not even after a pause or a network split.
 */
public final class Authority {
    private final Pool pool;
    private final AuthorityStore store;
    private final Duration idle;
    private volatile Standing standing;
    private volatile boolean reachable = true;

    Authority(Pool pool, AuthorityStore store, LeaseTimes lease, long knownEpoch) {
        this.pool = pool;
        this.store = store;
        this.idle = lease.length();
        this.standing = new Standing(false, knownEpoch);
    }

    /** What the authority's row said when this node last asked. */
    public Standing standing() {
        return standing;
    }

    /** Whether PostgreSQL answered when this node last asked. */
    public boolean reachable() {
        return reachable;
    }

    void reachable(boolean now) {
        reachable = now;
    }

    void stands(Standing now) {
        standing = now;
    }

    /**
     * Runs {@code work} in a transaction during which no other node can take over, and commits it. The result is empty,
     * and {@code work} is not called, when this node does not hold the authority. {@code work} must be short, since the
     * renewal of the lease waits for it.
     */
    public <T> Future<Optional<T>> run(Function<SqlConnection, Future<T>> work) {
        Standing now = standing;
        if (!now.held()) {
            return Future.succeededFuture(Optional.empty());
        }
        return pool.withTransaction(transaction -> store.lock(transaction, now.promotionEpoch(), idle)
                .compose(held -> held
                        ? work.apply(transaction).map(Optional::of)
                        : Future.succeededFuture(Optional.<T>empty())));
    }
}
