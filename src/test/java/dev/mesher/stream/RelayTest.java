package dev.mesher.stream;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.bus.Addresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two relays on one bus, as those of two nodes are: which messages cross, and what a broken one does. */
final class RelayTest {
    private static final UUID WATCHED = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMeters meters = new StreamMeters(registry, new Clients(1), new HeldBytes(1), after -> {});
    private final WatchedProjects here = new WatchedProjects();
    private final WatchedProjects there = new WatchedProjects();
    private final List<StreamMessage> arrived = new CopyOnWriteArrayList<>();
    private final Relay sender = onContext(() -> new Relay(vertx, here, meters, messages -> {}));
    private final Relay receiver =
            onContext(() -> new Relay(vertx, there, meters, packet -> arrived.addAll(packet.messages())));

    @BeforeEach
    void start() {
        await(onContext(sender::start));
        await(onContext(receiver::start));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void aNodeGetsWhatItsSubscribersWatchAndNothingElse() {
        watch();

        send(notice(OTHER, "no"), notice(WATCHED, "one"), notice(WATCHED, "two"));

        await().until(() -> arrived.size() == 2);
        assertThat(arrived).extracting(RelayTest::json).containsExactly("one", "two");
        assertThat(onContext(() -> sender.interest(OTHER))).isEqualTo(Interest.NONE);
    }

    @Test
    void whoWatchesNoMoreGetsNoMore() {
        watch();

        there.remove(WATCHED);

        await().until(() -> onContext(() -> sender.interest(WATCHED)).isNone());
        send(notice(WATCHED, "late"));
        assertThat(arrived).isEmpty();
    }

    @Test
    void whatCouldNotBeSentIsCountedAndToldWithTheNext() {
        UUID node = UUID.randomUUID();
        EventBus unused = vertx.eventBus()
                .publish(
                        Addresses.STREAM_INTEREST,
                        new Announcement(node, Map.of(WATCHED, new Interest(true, false))).encode());
        await().until(() -> !onContext(() -> sender.interest(WATCHED)).isNone());
        send(notice(WATCHED, "lost"), notice(WATCHED, "lost too"));
        await().until(() -> registry.get("mesher.stream.relay.lost").counter().count() == 2);

        await(vertx.eventBus()
                .<Buffer>consumer(
                        Addresses.streamNode(node),
                        message -> arrived.addAll(Packet.decode(message.body()).messages()))
                .completion());
        send(notice(WATCHED, "next"));

        await().until(() -> arrived.size() == 2);
        assertThat(arrived).extracting(StreamMessage::lost).containsExactly(2L, 0L);
        assertThat(json(arrived.get(1))).isEqualTo("next");
    }

    @Test
    void anAnnouncementThatCannotBeReadChangesNothing() {
        watch();

        EventBus unused = vertx.eventBus()
                .publish(Addresses.STREAM_INTEREST, Buffer.buffer())
                .publish(Addresses.STREAM_INTEREST, Buffer.buffer("x".repeat(40)));

        send(notice(WATCHED, "one"));
        await().until(() -> arrived.size() == 1);
    }

    private void watch() {
        there.add(WATCHED);
        await().until(() -> !onContext(() -> sender.interest(WATCHED)).isNone());
    }

    private void send(StreamMessage... messages) {
        boolean unused = onContext(() -> {
            sender.send(List.of(messages), List.of());
            return true;
        });
    }

    private static StreamMessage notice(UUID project, String json) {
        return StreamMessage.notice(project, false, json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(StreamMessage message) {
        return new String(message.json(), StandardCharsets.UTF_8);
    }

    private <T> T onContext(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> done.complete(work.get()));
        return await(done.future());
    }
}
