package dev.mesher.auth;

import dev.mesher.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Keys} equal to the database. It listens for {@code NOTIFY}, and also polls twice a second in case a
 * notification is lost. While PostgreSQL is away, the last known keys stay valid.
 */
public final class KeysVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(KeysVerticle.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long REFRESH_MILLIS = 2_000;

    private final Database database;
    private final AccessStore store;
    private final Keys keys;
    private final long pollMillis;

    private long knownRevision = -1;
    private Future<Void> listening = Future.succeededFuture();
    private boolean checking;
    private boolean changedMeanwhile;
    private boolean stopped;
    private @Nullable PgConnection listener;

    public KeysVerticle(Database database, Keys keys) {
        this(database, keys, POLL);
    }

    KeysVerticle(Database database, Keys keys, Duration poll) {
        this.pollMillis = poll.toMillis();
        this.database = database;
        this.store = new AccessStore(database.duties());
        this.keys = keys;
    }

    @Override
    public Future<?> start() {
        return database.atStart("the notifications about keys", this::listen)
                .compose(listening -> database.atStart("the keys", this::refresh))
                .onSuccess(loaded -> pollLater());
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return listener == null ? Future.succeededFuture() : listener.close();
    }

    private Future<Void> listen() {
        return database.connect()
                .compose(connection -> AccessStore.listen(connection)
                        .compose(heard -> stopped ? Future.failedFuture("stopped") : Future.succeededFuture(connection))
                        .recover(failure -> connection.close().transform(closed -> Future.failedFuture(failure))))
                .map(connection -> {
                    listener = connection;
                    PgConnection unused = connection
                            .notificationHandler(notification -> check())
                            .closeHandler(closed -> forget(connection));
                    return null;
                });
    }

    private void forget(PgConnection closed) {
        if (listener == closed) {
            listener = null;
        }
    }

    private void pollLater() {
        long unused = vertx.setTimer(pollMillis, timer -> {
            if (!stopped) {
                check();
                if (listener == null && listening.isComplete()) {
                    listening = listen().onFailure(away -> LOG.debug("cannot listen for key changes yet", away));
                }
                pollLater();
            }
        });
    }

    private void check() {
        if (checking) {
            changedMeanwhile = true;
            return;
        }
        checking = true;
        refresh()
                .timeout(REFRESH_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(away -> LOG.debug("keys were not refreshed; the last known ones stay valid", away))
                .onComplete(done -> {
                    checking = false;
                    if (changedMeanwhile) {
                        changedMeanwhile = false;
                        check();
                    }
                });
    }

    private Future<Void> refresh() {
        return store.revision().compose(revision -> {
            if (revision == knownRevision) {
                return Future.succeededFuture();
            }
            return store.activeKeys().map(active -> {
                keys.replace(active);
                knownRevision = revision;
                return null;
            });
        });
    }
}
