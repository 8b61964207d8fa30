package dev.mesher.authority;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The right to run the duties that one node alone may run. A duty does its work in a transaction of {@link #run}, so that
 * two nodes can never both have done it, also after a pause or a split.
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

    /** As of the last time that this node asked. */
    public Standing standing() {
        return standing;
    }

    /** Whether PostgreSQL answered when this node asked last. */
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
     * Does {@code work} in a transaction during which nobody can take over, and commits it. Empty, with nothing done, when
     * this node does not hold the authority. The work must end soon: it holds up the lease's renewal.
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
