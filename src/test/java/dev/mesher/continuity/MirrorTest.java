package dev.mesher.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.authority.ClusterRole;
import dev.mesher.bus.Addresses;
import dev.mesher.cluster.Membership;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.event.Attempt;
import dev.mesher.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the copy of a record comes about, or does not: each state has its cause. */
final class MirrorTest {
    private static final String SELF = "a@127.0.0.1:1";
    private static final String PEER = "b@127.0.0.1:2";
    private static final String OTHER = "c@127.0.0.1:3";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> nodes = new CopyOnWriteArrayList<>(List.of(SELF));
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicLong nanos = new AtomicLong();
    private final Records records = records(SELF);
    private final Mirror mirror = new Mirror(vertx, records, members(SELF), nanos::get);

    @BeforeEach
    void start() {
        mirror.start();
    }

    @AfterEach
    void stop() {
        mirror.stop();
        Await.await(vertx.close());
    }

    @Test
    void withoutAnyOtherNodeItIsUnassigned() {
        String key = submit();

        settles(key, "unassigned");
        assertThat(records.find(key).orElseThrow().getString("replica_node")).isEmpty();
    }

    @Test
    void itIsPreparingUntilThePeerAnswersAndMirroredThen() {
        ConcurrentLinkedQueue<Message<Buffer>> held = new ConcurrentLinkedQueue<>();
        Records copies = listening(PEER, held::add);
        nodes.add(PEER);
        String key = submit();

        await().until(() -> !held.isEmpty());
        assertThat(status(key)).isEqualTo("preparing");
        take(copies, PEER, held.remove());

        settles(key, "mirrored");
        assertThat(records.find(key).orElseThrow().getString("replica_node")).isEqualTo(PEER);
        assertThat(records.find(key).orElseThrow().getInteger("replication_count"))
                .isEqualTo(1);
        assertThat(copies.find(key).orElseThrow().getString("phase")).isEqualTo("submitted");
    }

    @Test
    void whatChangesIsCopiedAgain() {
        Records copies = listening(PEER, message -> false);
        nodes.add(PEER);
        Attempt attempt = Attempt.unnamed();
        BatchRecord batch = records.submitted(List.of(attempt));
        await().until(() -> copies.find(attempt.key()).isPresent());

        records.completed(batch, new Completion(SELF, false, Map.of(), Set.of()));

        await().until(() ->
                copies.find(attempt.key()).orElseThrow().getString("phase").equals("completed"));
    }

    @Test
    void whenThePeerIsGoneAnotherTakesIt() {
        nodes.add(PEER);
        nodes.add(OTHER);
        Records copies = listening(OTHER, message -> false);

        String key = submit();

        settles(key, "mirrored");
        assertThat(copies.find(key)).isPresent();
    }

    @Test
    void whenNoPeerAnswersItGoesOnAloneAndTriesAgain() {
        nodes.add(PEER);
        String key = submit();
        settles(key, "degraded_continuing");
        assertThat(records.copiesMissing()).isTrue();

        Records copies = listening(PEER, message -> false);
        nanos.addAndGet(2_000_000_000L);
        records.mirrorAgain("");

        settles(key, "mirrored");
        assertThat(copies.find(key)).isPresent();
        assertThat(records.copiesMissing()).isFalse();
    }

    @Test
    void aPeerOfAnotherVersionRejectsIt() {
        Records copies = records(PEER);
        Mirror peer = new Mirror(vertx, copies, members(PEER), nanos::get);
        vertx.eventBus().<Buffer>consumer(Addresses.continuityCopy(PEER), message -> {
            message.body().setByte(0, (byte) (Mirror.VERSION + 1));
            peer.take(message);
        });
        nodes.add(PEER);

        String key = submit();

        settles(key, "rejected");
        assertThat(copies.find(key)).isEmpty();
    }

    @Test
    void whatAPeerHeldThatIsGoneIsCopiedToTheNext() {
        Records first = listening(PEER, message -> false);
        nodes.add(PEER);
        String key = submit();
        settles(key, "mirrored");
        assertThat(first.find(key)).isPresent();
        Records second = listening(OTHER, message -> false);
        nodes.remove(PEER);
        nodes.add(OTHER);

        records.mirrorAgain(PEER);

        await().until(() -> second.find(key).isPresent());
        settles(key, "mirrored");
        assertThat(records.find(key).orElseThrow().getString("replica_node")).isEqualTo(OTHER);
    }

    /** A peer that takes copies, but those that {@code holds} keeps back. */
    @Test
    void aCopyThatThrowsKeepsNoLaterOneUp() {
        broken.set(true);
        String lost = submit();
        await().until(() -> records.unmirrored().isEmpty());

        broken.set(false);
        String key = submit();

        settles(key, "unassigned");
        assertThat(status(lost)).isNotEqualTo("mirrored");
    }

    private Records listening(String node, Predicate<Message<Buffer>> holds) {
        Records copies = records(node);
        vertx.eventBus().<Buffer>consumer(Addresses.continuityCopy(node), message -> {
            if (!holds.test(message)) {
                take(copies, node, message);
            }
        });
        return copies;
    }

    private void take(Records copies, String node, Message<Buffer> message) {
        new Mirror(vertx, copies, members(node), nanos::get).take(message);
    }

    private String submit() {
        Attempt attempt = Attempt.unnamed();
        BatchRecord unused = records.submitted(List.of(attempt));
        return attempt.key();
    }

    private void settles(String key, String status) {
        await().until(() -> status(key).equals(status));
    }

    private String status(String key) {
        return records.find(key).orElseThrow().getString("replica_status");
    }

    private Membership members(String self) {
        return new Membership() {
            @Override
            public String localNode() {
                return self;
            }

            @Override
            public List<String> nodes() {
                if (broken.get()) {
                    throw new IllegalStateException("nobody knows the nodes");
                }
                return nodes;
            }
        };
    }

    private static Records records(String node) {
        return new Records(
                () -> new Standpoint(node, ClusterRole.PRIMARY, 1, "healthy"),
                new Diagnostics(),
                System::currentTimeMillis);
    }
}
