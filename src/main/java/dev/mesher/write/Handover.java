package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.cluster.Membership;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands batches that this node cannot commit to another node that can. Thread-safe.
 *
 * <p>It fails when no other node answers that it has committed. One of them may have committed all the same, so the outcome is
 * unknown. It is safe to commit the same rows again.
 */
public final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    static final int VERSION = 2;

    /** Longest wait for another node, which may be frozen. The clients wait as long. */
    private static final long ANSWER_MILLIS = 4_000;

    private static final int ASKED = 2;

    /** Pause after no node could commit: PostgreSQL is most likely unreachable from all of them. */
    private static final long REST_NANOS = 1_000_000_000L;

    private final Vertx vertx;
    private final Membership membership;
    private final LongSupplier nanoClock;
    private final AtomicLong restUntil;
    private volatile String lastGood = "";

    /**
     * Creates the handover.
     *
     * @param nanoClock a monotonic clock in nanoseconds
     */
    public Handover(Vertx vertx, Membership membership, LongSupplier nanoClock) {
        this.vertx = vertx;
        this.membership = membership;
        this.nanoClock = nanoClock;
        this.restUntil = new AtomicLong(nanoClock.getAsLong());
    }

    /**
     * What became of a batch that another node committed.
     *
     * @param outcomes in the order of the batch
     * @param node the name of the node that committed it
     */
    record Done<R>(List<R> outcomes, String node) {}

    <T, R> Future<Done<R>> commit(WriteKind<T, R> kind, List<T> batch) {
        return give(message(kind, batch), in -> outcomes(kind, batch, in));
    }

    /** The message by which a node hands over a batch. {@link HandoverVerticle} reads it. */
    static <T> Buffer message(WriteKind<T, ?> kind, List<T> batch) {
        return new WireOut(VERSION)
                .put(kind.name())
                .putEach(batch, kind::encode)
                .buffer();
    }

    /** The answer to such a message. */
    static <R> Buffer answer(WriteKind<?, R> kind, List<R> outcomes) {
        return new WireOut(VERSION).putEach(outcomes, kind::encodeOutcome).buffer();
    }

    /** Whether there is a node to ask now. If not, the caller need not encode its batch. */
    boolean possible() {
        return nanoClock.getAsLong() - restUntil.get() >= 0
                && !membership.peers().isEmpty();
    }

    private static <T, R> List<R> outcomes(WriteKind<T, R> kind, List<T> batch, WireIn in) {
        List<R> outcomes = in.nextEach(kind::decodeOutcome);
        if (outcomes.size() != batch.size()) {
            throw new IllegalArgumentException("the number of outcomes differs from the number of writes");
        }
        return outcomes;
    }

    private <R> Future<Done<R>> give(Buffer message, Function<WireIn, List<R>> decode) {
        List<String> peers = new ArrayList<>(membership.peers());
        if (peers.remove(lastGood)) {
            peers.add(0, lastGood);
        }
        return give(message, decode, peers.subList(0, Math.min(ASKED, peers.size())))
                .onFailure(nobody -> restUntil.set(nanoClock.getAsLong() + REST_NANOS));
    }

    private <R> Future<Done<R>> give(Buffer message, Function<WireIn, List<R>> decode, List<String> peers) {
        if (peers.isEmpty()) {
            return Future.failedFuture(new IllegalStateException("no other node can commit either"));
        }
        String peer = peers.get(0);
        return vertx.eventBus()
                .<Buffer>request(Addresses.handover(peer), message, new DeliveryOptions().setSendTimeout(ANSWER_MILLIS))
                .map(answer -> {
                    lastGood = peer;
                    return new Done<>(decode.apply(new WireIn(answer.body(), VERSION)), peer);
                })
                .recover(failure -> {
                    LOG.debug("{} did not commit for this node", peer, failure);
                    return give(message, decode, peers.subList(1, peers.size()));
                });
    }
}
