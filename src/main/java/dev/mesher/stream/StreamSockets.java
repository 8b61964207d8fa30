package dev.mesher.stream;

import dev.mesher.access.Gate;
import dev.mesher.access.VisibleProject;
import dev.mesher.access.VisibleProjectStore;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.Database;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import dev.mesher.http.Upgrade;
import dev.mesher.text.FullPattern;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /stream/projects/:project} on one WebSocket server. To be used on the context that builds it. */
public final class StreamSockets {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSockets.class);
    private static final FullPattern PATH = FullPattern.of("(?:/ws)?/stream/projects/([^/]{1,600})", 624);
    private static final int MOST_REFERENCE_CHARACTERS = 200;

    private final Gate gate;
    private final VisibleProjectStore projects;
    private final Streams streams;
    private final Audience audience;
    private final SubscriberChecks checks;
    private final MessageConsumer<?> consumer;

    public StreamSockets(Vertx vertx, LocalBus bus, Database database, Gate gate, Streams streams) {
        this(vertx, bus, database, gate, streams, SubscriberChecks.Periods.USUAL);
    }

    StreamSockets(
            Vertx vertx,
            LocalBus bus,
            Database database,
            Gate gate,
            Streams streams,
            SubscriberChecks.Periods periods) {
        this.gate = gate;
        this.projects = new VisibleProjectStore(database.pool());
        this.streams = streams;
        this.audience = new Audience(vertx);
        this.checks = new SubscriberChecks(vertx, gate, projects, audience, periods);
        this.consumer = bus.<List<StreamMessage>>subscribe(Addresses.STREAM, audience::receive);
        checks.start();
    }

    /** Whether the path belongs to the stream. */
    public static boolean serves(String path) {
        return PATH.matches(path);
    }

    /** Opens a stream for a caller who may see the project. Refuses any other caller with the reason. */
    public void handshake(Upgrade upgrade) {
        if (!streams.clients().enter()) {
            reject(upgrade, Refusal.unavailable("too many clients of the stream"));
            return;
        }
        gate.admitUpgrade(upgrade)
                .compose(principal -> projects.find(principal, reference(upgrade.path())))
                .compose(StreamSockets::there)
                .compose(project -> accept(upgrade, project.id()))
                .onFailure(cause -> {
                    streams.clients().leave();
                    reject(upgrade, cause);
                });
    }

    /** Stops receiving messages and checking the subscribers. The open sockets are closed by their server. */
    public Future<Void> close() {
        checks.stop();
        return consumer.unregister();
    }

    private Future<Void> accept(Upgrade upgrade, UUID project) {
        streams.watched().add(project);
        return upgrade.accept()
                .map(socket -> {
                    open(socket, upgrade, project);
                    return (Void) null;
                })
                .onFailure(gone -> streams.watched().remove(project));
    }

    private void open(ServerWebSocket socket, Upgrade upgrade, UUID project) {
        Subscriber subscriber = new Subscriber(
                project, upgrade, (WebSocketInternal) socket, streams.held(), streams.meters(), audience::ready);
        audience.add(subscriber);
        subscriber.open(() -> {
            audience.remove(subscriber);
            streams.watched().remove(project);
            streams.clients().leave();
        });
    }

    private static String reference(String path) {
        MatchResult match = PATH.match(path);
        if (match == null) {
            throw Refusal.notFound("stream");
        }
        try {
            String text = URLDecoder.decode(match.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            if (text.indexOf('\0') < 0 && text.length() <= MOST_REFERENCE_CHARACTERS) {
                return text;
            }
        } catch (IllegalArgumentException brokenCode) {
            LOG.debug("malformed project in the stream's path", brokenCode);
        }
        throw Refusal.malformed("malformed project");
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
