package dev.mesher.stream;

import dev.mesher.bus.Addresses;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the streams of the nodes. It tells the other nodes which projects have subscribers here, and sends each node
 * only what its subscribers follow: the bodies of events, or only which issues they touched. A message without remote subscribers costs one look-up in a set. To be used on
 * one context.
 */
final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final long BEAT_MILLIS = 2_000;
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long MOST_UNSENT_BYTES = 16L << 20;
    private static final int PACKET_BYTES = 256 * 1024;
    private static final int ID_BYTES = 16;

    private final Vertx vertx;
    private final Context context;
    private final WatchedProjects watched;
    private final StreamMeters meters;
    private final Consumer<Packet> arrivals;
    private final UUID self = UUID.randomUUID();
    private final Peers peers = new Peers();
    private final List<MessageConsumer<Buffer>> consumers = new ArrayList<>();
    private boolean announcing;
    private boolean announcedSome;
    private long beat;

    /**
     * Creates the relay.
     *
     * @param arrivals receives what other nodes send
     */
    Relay(Vertx vertx, WatchedProjects watched, StreamMeters meters, Consumer<Packet> arrivals) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.watched = watched;
        this.meters = meters;
        this.arrivals = arrivals;
    }

    /** Completes when the other nodes can reach this one. */
    Future<Void> start() {
        consumers.add(vertx.eventBus().consumer(Addresses.STREAM_INTEREST, this::heard));
        consumers.add(vertx.eventBus().consumer(Addresses.streamNode(self), this::arrived));
        watched.follow(() -> context.runOnContext(changed -> announceSoon()));
        beat = vertx.setPeriodic(BEAT_MILLIS, tick -> {
            peers.forgetBefore(System.nanoTime() - SILENCE_NANOS);
            announce();
        });
        return Future.all(consumers.stream().map(MessageConsumer::completion).toList())
                .mapEmpty();
    }

    Future<Void> stop() {
        watched.follow(() -> {});
        boolean unused = vertx.cancelTimer(beat);
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .mapEmpty();
    }

    /** What the subscribers of other nodes want to be told of the project. */
    Interest interest(UUID project) {
        return peers.interest(project);
    }

    /** Sends to each node what its subscribers want. */
    void send(List<StreamMessage> messages, List<Touched> touched) {
        for (Peers.Peer peer : peers.all()) {
            List<StreamMessage> wanted =
                    messages.stream().filter(message -> wants(peer, message)).toList();
            List<Touched> rows = touched.stream()
                    .filter(each -> peer.interest(each.project()).issues())
                    .toList();
            if (!wanted.isEmpty() || !rows.isEmpty()) {
                send(peer, wanted, rows);
            }
        }
    }

    private static boolean wants(Peers.Peer peer, StreamMessage message) {
        Interest interest = peer.interest(message.project());
        return message.level() == null ? !interest.isNone() : interest.events();
    }

    private void send(Peers.Peer peer, List<StreamMessage> messages, List<Touched> touched) {
        List<StreamMessage> packet = new ArrayList<>();
        peer.takeLost().forEach((project, count) -> packet.add(StreamMessage.lost(project, count)));
        int bytes = 0;
        for (StreamMessage message : messages) {
            if (bytes > PACKET_BYTES) {
                send(peer, new Packet(List.copyOf(packet), List.of()), bytes);
                packet.clear();
                bytes = 0;
            }
            packet.add(message);
            bytes += message.json().length;
        }
        List<Touched> rows = new ArrayList<>(touched);
        peer.takeUntold().forEach(project -> rows.add(Touched.unknown(project)));
        bytes += rows.stream().mapToInt(each -> each.issues().size()).sum() * ID_BYTES;
        send(peer, new Packet(packet, rows), bytes);
    }

    private void send(Peers.Peer peer, Packet packet, int bytes) {
        if (peer.unsentBytes() > MOST_UNSENT_BYTES) {
            lost(peer, packet);
            return;
        }
        peer.unsent(bytes);
        vertx.eventBus()
                .<Buffer>sender(Addresses.streamNode(peer.node()))
                .write(packet.encode())
                .onComplete(written -> peer.unsent(-bytes))
                .onFailure(unreachable -> lost(peer, packet));
    }

    private void lost(Peers.Peer peer, Packet packet) {
        packet.messages().forEach(message -> peer.lost(message.project(), Math.max(1, message.lost())));
        packet.touched().forEach(touched -> peer.untold(touched.project()));
        meters.notRelayed(packet.messages().size() + packet.touched().size());
    }

    private void heard(Message<Buffer> message) {
        try {
            Announcement announcement = Announcement.decode(message.body());
            if (!announcement.node().equals(self)) {
                peers.heard(announcement, System.nanoTime());
            }
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("[Mesher] an announcement of another node cannot be read: {}", unreadable.toString());
        }
    }

    private void arrived(Message<Buffer> message) {
        try {
            arrivals.accept(Packet.decode(message.body()));
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("[Mesher] a stream packet from another node cannot be read: {}", unreadable.toString());
        }
    }

    /** Announces the watched projects after a short delay, so that many new subscribers need one announcement. */
    private void announceSoon() {
        if (!announcing) {
            announcing = true;
            long unused = vertx.setTimer(20, soon -> {
                announcing = false;
                announce();
            });
        }
    }

    /**
     * Announces the watched projects. After the last subscriber has left, there is one more announcement without
     * projects and then none.
     */
    private void announce() {
        Announcement announcement = new Announcement(self, watched.projects());
        boolean some = !announcement.projects().isEmpty();
        if (some || announcedSome) {
            EventBus unused = vertx.eventBus().publish(Addresses.STREAM_INTEREST, announcement.encode());
        }
        announcedSome = some;
    }
}
