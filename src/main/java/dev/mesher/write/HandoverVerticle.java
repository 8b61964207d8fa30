package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.bus.WireIn;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.payload.Dictionaries;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.pgclient.PgConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches for nodes of the cluster that cannot reach PostgreSQL, one batch after the other. This node announces the
 * stored events; the node that took them answers the clients.
 */
public final class HandoverVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HandoverVerticle.class);

    /** The failure codes of an answer to another node. */
    private static final int UNREADABLE = 1;

    private static final int CUT_OFF = 2;
    private static final int BUSY = 3;

    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final long MAX_WAITING_BYTES = 32L << 20;
    private static final long COMMIT_MILLIS = 3_500;

    private final Database database;
    private final Commit<EventRow, RowOutcome> events;
    private final Commit<KeyedWrite, KeyedOutcome> requests;
    private final StoredAnnouncements announced;
    private final String node;
    private @Nullable WriterConnection connection;
    private @Nullable MessageConsumer<Buffer> consumer;
    private Future<Void> last = Future.succeededFuture();
    private long waitingBytes;

    /**
     * Creates the verticle.
     *
     * @param node the name of this node
     */
    public HandoverVerticle(
            LocalBus bus, Database database, Partitions partitions, Dictionaries dictionaries, String node) {
        this.database = database;
        this.node = node;
        this.events = new GroupCommit(partitions, RollupSlot.ofWriter());
        this.requests = new KeyedCommit(partitions, RollupSlot.ofWriter(), node);
        this.announced = new StoredAnnouncements(bus, dictionaries);
    }

    @Override
    public Future<?> start() {
        if (!vertx.isClustered()) {
            return Future.succeededFuture();
        }
        WriterConnection own = new WriterConnection(vertx, database, "the writer for other nodes");
        connection = own;
        return database.atStart("the connection of the writer for other nodes", own::open)
                .compose(opened -> {
                    consumer = vertx.eventBus().consumer(Addresses.handover(node), this::take);
                    return consumer.completion();
                });
    }

    /** Completes when the batches that have arrived are committed and answered. */
    @Override
    public Future<?> stop() {
        if (connection == null || consumer == null) {
            return Future.succeededFuture();
        }
        WriterConnection own = connection;
        own.closing();
        return consumer.unregister().transform(gone -> last).transform(done -> own.close());
    }

    private void take(Message<Buffer> message) {
        int bytes = message.body().length();
        if (bytes > MAX_MESSAGE_BYTES || waitingBytes + bytes > MAX_WAITING_BYTES) {
            message.fail(BUSY, "too many bytes of other nodes are waiting to be committed");
            return;
        }
        waitingBytes += bytes;
        last = last.transform(before -> work(message)).transform(done -> {
            waitingBytes -= bytes;
            return Future.succeededFuture();
        });
    }

    private Future<Void> work(Message<Buffer> message) {
        WriterConnection own = connection;
        PgConnection live = own == null ? null : own.live();
        if (own == null || live == null) {
            message.fail(CUT_OFF, "PostgreSQL cannot be reached from " + node + " either");
            return Future.succeededFuture();
        }
        Future<Buffer> done;
        try {
            WireIn in = new WireIn(message.body(), Handover.VERSION);
            done = switch (in.nextText()) {
                case EventKind.NAME -> commit(live, events, in);
                case RequestKind.NAME -> commit(live, requests, in);
                default -> throw new IllegalArgumentException("a kind that this node does not know");
            };
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("[Mesher] a batch from another node cannot be read: {}", unreadable.getMessage());
            message.fail(UNREADABLE, String.valueOf(unreadable.getMessage()));
            return Future.succeededFuture();
        }
        return own.bounded(done, COMMIT_MILLIS)
                .onSuccess(message::reply)
                .onFailure(failure -> {
                    own.lost(live, failure);
                    message.fail(CUT_OFF, "not committed by " + node);
                })
                .mapEmpty();
    }

    private <T, R> Future<Buffer> commit(PgConnection live, Commit<T, R> commit, WireIn in) {
        List<T> batch = in.nextEach(commit.kind()::decode);
        return commit.commit(live, batch, true).map(outcomes -> {
            announced.publish(commit.kind(), batch, outcomes);
            return Handover.answer(commit.kind(), outcomes);
        });
    }
}
