package dev.mesher.told.queue;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Cidr;
import dev.mesher.config.OutboundSettings;
import dev.mesher.told.send.Receiver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The sender of a node, from its start to its stop. */
final class SenderVerticleTest {
    private final Vertx vertx = Vertx.vertx();

    @Test
    void sendsWhatIsQueuedAndWaitsForWhatIsBeingSentWhenItStops() {
        LocalBus bus = LocalBus.create(vertx);
        Promise<Void> arrived = Promise.promise();
        Promise<Void> answer = Promise.promise();
        Receiver slow = Receiver.start(vertx, request -> {
            arrived.tryComplete();
            answer.future().onSuccess(now -> {
                Future<Void> unused = request.response().end();
            });
        });
        Receiver quick = Receiver.start(vertx, Receiver.answering(200, "thanks"));
        try (TestQueue queue = new TestQueue(vertx)) {
            String node = await(vertx.deployVerticle(new SenderVerticle(
                    bus,
                    queue.data().database().duties(),
                    new OutboundSettings(
                            Optional.empty(),
                            Optional.empty(),
                            List.of(Cidr.parse("127.0.0.0/8").orElseThrow())),
                    queue.meters)));
            UUID channel = queue.channel(quick.port());
            UUID first = queue.message(channel, queue.episode(), "first", Duration.ZERO);
            UUID second = queue.message(channel, queue.episode(), "first", Duration.ZERO);
            bus.publish(Addresses.MESSAGES_QUEUED, "queued");
            Awaitility.await().until(() -> queue.isDelivered(first) && queue.isDelivered(second));
            UUID running = queue.message(queue.channel(slow.port()), queue.episode(), "first", Duration.ZERO);
            await(arrived.future());

            Future<Void> stopped = vertx.undeploy(node);
            UUID late = queue.message(channel, queue.episode(), "first", Duration.ZERO);
            bus.publish(Addresses.MESSAGES_QUEUED, "queued");
            answer.complete();
            await(stopped);

            assertThat(queue.isDelivered(running)).isTrue();
            assertThat(queue.row(late).getInteger("attempt")).isZero();
        } finally {
            await(vertx.close());
        }
    }
}
