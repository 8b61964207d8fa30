package dev.mesher.write;

import dev.mesher.db.Database;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.ClosedConnectionException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection for commits. It reconnects by itself. To be used on one context. */
final class WriterConnection {
    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);
    private static final long RECONNECT_MILLIS = 250;

    private final Vertx vertx;
    private final Database database;
    private final String owner;
    private @Nullable PgConnection connection;
    /** The unfinished operations on the live connection. */
    private Set<Promise<?>> underWay = new HashSet<>();

    private boolean closed;

    /**
     * Creates it without connecting.
     *
     * @param owner the writer's name in the log
     */
    WriterConnection(Vertx vertx, Database database, String owner) {
        this.vertx = vertx;
        this.database = database;
        this.owner = owner;
    }

    /** The connection; null while PostgreSQL is away. */
    @Nullable
    PgConnection live() {
        return connection;
    }

    Future<Void> open() {
        return database.connect().compose(connected -> {
            Set<Promise<?>> onIt = new HashSet<>();
            PgConnection unused = connected.closeHandler(closedNow -> {
                List.copyOf(onIt).forEach(work -> work.tryFail(ClosedConnectionException.INSTANCE));
                lost(connected, null);
            });
            return EventStore.prepare(connected)
                    .onSuccess(prepared -> {
                        connection = connected;
                        underWay = onIt;
                    })
                    .recover(failure -> connected.close().transform(done -> Future.failedFuture(failure)));
        });
    }

    /**
     * Returns the result of {@code work}, which runs on the live connection. The future fails at once when the
     * connection closes, and in any case after {@code millis}. Without that, a transaction on a closed connection could
     * leave its caller waiting forever.
     */
    <T> Future<T> bounded(Future<T> work, long millis) {
        Promise<T> first = Promise.promise();
        Set<Promise<?>> onSame = underWay;
        boolean unusedAdded = onSame.add(first);
        work.onComplete(done -> {
            boolean unused = done.succeeded() ? first.tryComplete(done.result()) : first.tryFail(done.cause());
        });
        long timer = vertx.setTimer(millis, late -> {
            boolean unused = first.tryFail(new TimeoutException("PostgreSQL has not answered for " + millis + " ms"));
        });
        return first.future().onComplete(done -> {
            boolean unusedCancelled = vertx.cancelTimer(timer);
            boolean unusedRemoved = onSame.remove(first);
        });
    }

    /**
     * Discards the connection and reconnects later. The outcome of a batch on it is unknown. Has no effect when
     * {@code which} is not the live connection any more.
     */
    void lost(PgConnection which, @Nullable Throwable failure) {
        if (connection != which) {
            return;
        }
        connection = null;
        if (closed) {
            return;
        }
        LOG.warn(
                "[Mesher] {} lost its connection to PostgreSQL, its events go to another node or to the journal: {}",
                owner,
                failure == null ? "connection closed" : failure.toString());
        LOG.debug("the writer's connection failed", failure);
        which.close().onFailure(gone -> LOG.debug("connection was closed already", gone));
        reconnectLater();
    }

    /** Stops reconnecting when the connection is lost. */
    void closing() {
        closed = true;
    }

    Future<Void> close() {
        closed = true;
        PgConnection last = connection;
        return last == null ? Future.succeededFuture() : last.close();
    }

    private void reconnectLater() {
        long unused = vertx.setTimer(RECONNECT_MILLIS, timer -> {
            if (!closed) {
                open().onSuccess(back -> LOG.info("[Mesher] {} is connected to PostgreSQL again", owner))
                        .onFailure(away -> reconnectLater());
            }
        });
    }
}
