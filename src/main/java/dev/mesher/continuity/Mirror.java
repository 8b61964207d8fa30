package dev.mesher.continuity;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.Loop;
import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.cluster.Membership;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies this node's records to one other node. Commits never wait for it. Changes of a few milliseconds are sent
 * together, one message at a time. All calls must be made on the same Vert.x context.
 */
final class Mirror {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    static final int VERSION = 1;

    private static final int REFUSED = 1;
    /** Longer than a commit takes under load. So most records are sent once, when they are complete. */
    private static final Duration GATHER = Duration.ofMillis(40);

    private static final int MESSAGE_BYTES = 256 * 1024;
    private static final long ANSWER_MILLIS = 2_000;
    private static final long REST_NANOS = 1_000_000_000L;

    private final Vertx vertx;
    private final Context context;
    private final Records records;
    private final Membership membership;
    private final LongSupplier nanoClock;
    private final Map<String, Rest> resting = new HashMap<>();
    private final Loop loop;
    private boolean hadPeers;

    /** A node that did not accept the last copies; it gets none for a while. */
    private record Rest(long untilNanos, ReplicaStatus why) {}

    Mirror(Vertx vertx, Records records, Membership membership, LongSupplier nanoClock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.records = records;
        this.membership = membership;
        this.nanoClock = nanoClock;
        this.loop = new Loop(
                vertx,
                this::send,
                failed -> LOG.error("records of requests were not copied", failed),
                GATHER,
                Duration.ZERO);
    }

    void start() {
        records.unmirrored().follow(() -> context.runOnContext(woken -> loop.wakeSoon()));
    }

    void stop() {
        records.unmirrored().stop();
        context.runOnContext(stopping -> {
            Future<Void> unused = loop.stop();
        });
    }

    /** Sends one message. True when more records wait. */
    private Future<Boolean> send() {
        List<BatchRecord> batch = records.unmirrored().take(MESSAGE_BYTES);
        if (batch.isEmpty()) {
            return Future.succeededFuture(false);
        }
        List<String> peers = membership.peers();
        hadPeers |= !peers.isEmpty();
        return send(batch, ready(peers)).map(sent -> !records.unmirrored().isEmpty());
    }

    /** Sends to the first of {@code peers} that accepts. */
    private Future<Void> send(List<BatchRecord> batch, List<String> peers) {
        if (peers.isEmpty()) {
            records.mirrored(batch, "", alone());
            return Future.succeededFuture();
        }
        String peer = peers.get(0);
        records.mirrored(batch, peer, ReplicaStatus.PREPARING);
        return vertx.eventBus()
                .<Buffer>request(
                        Addresses.continuityCopy(peer),
                        encode(batch),
                        new DeliveryOptions().setSendTimeout(ANSWER_MILLIS))
                .<Void>map(taken -> {
                    records.mirrored(batch, peer, ReplicaStatus.MIRRORED);
                    return null;
                })
                .recover(failure -> {
                    LOG.debug("{} did not accept copies of records", peer, failure);
                    resting.put(peer, new Rest(nanoClock.getAsLong() + REST_NANOS, status(failure)));
                    return send(batch, peers.subList(1, peers.size()));
                });
    }

    /** The status of records that no node accepts. */
    private ReplicaStatus alone() {
        if (resting.values().stream().anyMatch(rest -> rest.why == ReplicaStatus.REJECTED)) {
            return ReplicaStatus.REJECTED;
        }
        return hadPeers ? ReplicaStatus.DEGRADED_CONTINUING : ReplicaStatus.UNASSIGNED;
    }

    private static ReplicaStatus status(Throwable failure) {
        return failure instanceof ReplyException answer && answer.failureType() == ReplyFailure.RECIPIENT_FAILURE
                ? ReplicaStatus.REJECTED
                : ReplicaStatus.DEGRADED_CONTINUING;
    }

    /**
     * The peers in ring order, beginning with this node's successor, so that the copies are spread over the nodes.
     * Nodes that just failed are left out.
     */
    private List<String> ready(List<String> peers) {
        List<String> ring = new ArrayList<>();
        String self = membership.localNode();
        peers.stream().filter(peer -> peer.compareTo(self) > 0).forEach(ring::add);
        peers.stream().filter(peer -> peer.compareTo(self) < 0).forEach(ring::add);
        long now = nanoClock.getAsLong();
        resting.keySet().retainAll(ring);
        resting.values().removeIf(rest -> rest.untilNanos - now <= 0);
        ring.removeAll(resting.keySet());
        return ring;
    }

    private Buffer encode(List<BatchRecord> batch) {
        return records.whileStill(() -> message(membership.localNode(), records.process(), batch));
    }

    /** The message by which a node copies its records to another one. */
    static Buffer message(String node, UUID process, List<BatchRecord> batch) {
        WireOut out = new WireOut(VERSION).put(node).put(process).putEach(batch, (to, record) -> record.encode(to));
        return out.buffer();
    }

    /** Stores copies that another node sent. A message of another version is refused. */
    void take(Message<Buffer> message) {
        try {
            WireIn in = new WireIn(message.body(), VERSION);
            String sender = in.nextText();
            int changed = records.ownersBefore(sender, in.nextId());
            if (changed > 0) {
                LOG.info("[Mesher] {} records of {} have a changed owner state", changed, sender);
            }
            int count = in.nextCount();
            for (int i = 0; i < count; i++) {
                records.copied(BatchRecord.decode(in), membership.localNode());
            }
            message.reply(Buffer.buffer());
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            LOG.warn("[Mesher] records of another node cannot be read: {}", unreadable.getMessage());
            message.fail(REFUSED, String.valueOf(unreadable.getMessage()));
        }
    }
}
