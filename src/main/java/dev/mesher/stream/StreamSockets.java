package dev.mesher.stream;

import dev.mesher.access.Gate;
import dev.mesher.access.VisibleProject;
import dev.mesher.access.VisibleProjectStore;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.change.ChangeCursor;
import dev.mesher.db.Database;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import dev.mesher.http.Upgrade;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of one server, at one {@link StreamAddress}. To be used on the context that builds it. */
public final class StreamSockets {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSockets.class);

    /** A fixed size. Otherwise the kernel would buffer megabytes for each client that does not read. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    /** The close code of RFC 6455 for a server that goes down. */
    private static final short GOING_AWAY = 1001;

    private final Vertx vertx;
    private final Gate gate;
    private final StreamAddress address;
    private final VisibleProjectStore projects;
    private final Streams streams;
    private final Audience audience;
    private final SubscriberChecks checks;
    private final MessageConsumer<?> consumer;

    public StreamSockets(
            Vertx vertx, LocalBus bus, Database database, Gate gate, Streams streams, StreamAddress address) {
        this(vertx, bus, database, gate, streams, address, SubscriberChecks.Periods.USUAL);
    }

    StreamSockets(
            Vertx vertx,
            LocalBus bus,
            Database database,
            Gate gate,
            Streams streams,
            StreamAddress address,
            SubscriberChecks.Periods periods) {
        this.vertx = vertx;
        this.gate = gate;
        this.address = address;
        this.projects = new VisibleProjectStore(database.pool());
        this.streams = streams;
        this.audience = new Audience(vertx);
        this.checks = new SubscriberChecks(vertx, upgrade -> address.admit(gate, upgrade), projects, audience, periods);
        this.consumer = bus.<List<StreamMessage>>subscribe(Addresses.STREAM, audience::receive);
        checks.start();
    }

    /** Whether the path belongs to the stream. */
    public boolean serves(String path) {
        return address.serves(path);
    }

    /** Opens a stream for a caller who may see the project. Refuses any other caller with the reason. */
    public void handshake(Upgrade upgrade) {
        if (!streams.clients().enter()) {
            reject(upgrade, Refusal.unavailable("too many clients of the stream"));
            return;
        }
        address.admit(gate, upgrade)
                .compose(principal -> projects.find(principal, address.reference(upgrade.path())))
                .compose(StreamSockets::there)
                .compose(project -> address.cursor().compose(cursor -> accept(upgrade, project.id(), cursor)))
                .onFailure(cause -> {
                    streams.clients().leave();
                    reject(upgrade, cause);
                });
    }

    /** Closes every stream. Otherwise the server would wait for its clients to leave before it stops. */
    public void endAll() {
        audience.all().forEach(subscriber -> subscriber.end(vertx, GOING_AWAY, "the node is stopping"));
    }

    /** Stops receiving messages and checking the subscribers. The open sockets are closed by their server. */
    public Future<Void> close() {
        checks.stop();
        return consumer.unregister();
    }

    private Future<Void> accept(Upgrade upgrade, UUID project, Optional<ChangeCursor> cursor) {
        streams.watched().add(project);
        return upgrade.accept()
                .map(socket -> {
                    open(socket, upgrade, project, cursor);
                    return (Void) null;
                })
                .onFailure(gone -> streams.watched().remove(project));
    }

    private void open(ServerWebSocket opened, Upgrade upgrade, UUID project, Optional<ChangeCursor> cursor) {
        WebSocketInternal socket = (WebSocketInternal) opened;
        boolean unused =
                socket.channelHandlerContext().channel().config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES);
        Subscriber subscriber = new Subscriber(
                project,
                upgrade,
                socket,
                streams.held(),
                streams.meters(),
                audience::ready,
                cursor.map(since -> viewsFrom(project, since)).orElse(null));
        cursor.ifPresent(since -> subscriber.offer(MessageJson.hello(project, since.text(), address.node())));
        audience.add(subscriber);
        subscriber.open(() -> {
            audience.remove(subscriber);
            streams.watched().remove(project, subscriber.view());
            streams.clients().leave();
        });
    }

    private BiConsumer<StreamView, StreamView> viewsFrom(UUID project, ChangeCursor since) {
        return (before, next) -> streams.watched().move(project, before, next, since);
    }

    private static Future<VisibleProject> there(Optional<VisibleProject> project) {
        return project.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(Refusal.notFound("project")));
    }

    private static void reject(Upgrade upgrade, Throwable cause) {
        if (upgrade.isOver()) {
            LOG.debug("client left before its answer", cause);
            return;
        }
        upgrade.reject(refusal(cause)).onFailure(gone -> LOG.debug("client left before its answer", gone));
    }

    private static Refusal refusal(Throwable cause) {
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        if (!SqlFailure.unavailable(cause)) {
            LOG.error("the stream could not be opened", cause);
        }
        return Refusal.unavailable("the stream is not available");
    }
}
