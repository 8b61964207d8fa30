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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what this node cannot commit to another one that can. Fails when none does; then it is not known whether one of
 * them committed all the same, and committing the same rows again must be, and is, safe. Thread-safe.
 */
public final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    static final int VERSION = 1;
    static final int ROWS = 1;
    static final int KEYED = 2;

    /** A node that does not answer may be frozen; the clients wait meanwhile. */
    private static final long ANSWER_MILLIS = 4_000;

    private static final int ASKED = 2;

    /** After nobody could, nobody is asked for a moment: PostgreSQL is most likely away from all. */
    private static final long REST_NANOS = 1_000_000_000L;

    private final Vertx vertx;
    private final Membership membership;
    private final LongSupplier nanoClock;
    private final AtomicLong restUntil;
    private volatile String lastGood = "";

    /** Takes a monotonic clock in nanoseconds. */
    public Handover(Vertx vertx, Membership membership, LongSupplier nanoClock) {
        this.vertx = vertx;
        this.membership = membership;
        this.nanoClock = nanoClock;
        this.restUntil = new AtomicLong(nanoClock.getAsLong());
    }

    /** @param node that did it */
    record Done<T>(String node, T outcomes) {}

    Future<Done<Map<UUID, RowOutcome>>> rows(List<EventRow> rows) {
        WireOut message = message(ROWS);
        RowCodec.encode(message, rows);
        return give(message.buffer(), OutcomeCodec::decode);
    }

    Future<Done<List<KeyedOutcome>>> keyed(List<KeyedWrite> units) {
        WireOut message = message(KEYED).put(units.size());
        units.forEach(unit -> KeyedCodec.encode(message, unit));
        return give(message.buffer(), in -> {
            List<KeyedOutcome> outcomes = new ArrayList<>();
            int count = in.nextCount();
            for (int i = 0; i < count; i++) {
                outcomes.add(KeyedCodec.decodeOutcome(in));
            }
            return outcomes;
        });
    }

    /** Whether there is anyone to ask now; spares the encoding where there is not. */
    boolean possible() {
        return nanoClock.getAsLong() - restUntil.get() >= 0
                && !membership.peers().isEmpty();
    }

    private static WireOut message(int kind) {
        return new WireOut(VERSION).put(kind);
    }

    private <T> Future<Done<T>> give(Buffer message, Function<WireIn, T> decode) {
        List<String> peers = new ArrayList<>(membership.peers());
        if (peers.remove(lastGood)) {
            peers.add(0, lastGood);
        }
        return give(message, decode, peers.subList(0, Math.min(ASKED, peers.size())))
                .onFailure(nobody -> restUntil.set(nanoClock.getAsLong() + REST_NANOS));
    }

    private <T> Future<Done<T>> give(Buffer message, Function<WireIn, T> decode, List<String> peers) {
        if (peers.isEmpty()) {
            return Future.failedFuture(new IllegalStateException("no other node can commit either"));
        }
        String peer = peers.get(0);
        return vertx.eventBus()
                .<Buffer>request(Addresses.handover(peer), message, new DeliveryOptions().setSendTimeout(ANSWER_MILLIS))
                .map(answer -> {
                    lastGood = peer;
                    return new Done<>(peer, decode.apply(new WireIn(answer.body(), VERSION)));
                })
                .recover(failure -> {
                    LOG.debug("{} did not commit for this node", peer, failure);
                    return give(message, decode, peers.subList(1, peers.size()));
                });
    }
}
