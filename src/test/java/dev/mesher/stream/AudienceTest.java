package dev.mesher.stream;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.access.Gate;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.http.InFlight;
import dev.mesher.http.Upgrade;
import dev.mesher.testing.StoredData;
import dev.mesher.testing.StreamClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who of an event loop's subscribers gets which message, and what happens to more than they can be sent. */
final class AudienceTest {
    private static final int MANY = 2_500;

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final LocalBus bus = LocalBus.create(vertx);
    private final Streams streams = new Streams(10, 1 << 20, new SimpleMeterRegistry(), after -> {});
    private final int port = serve();

    @AfterEach
    void stop() {
        data.close();
        await(vertx.close());
    }

    @Test
    void everySubscriberOfTheProjectGetsItInOrderAndNoOther() {
        try (StreamClient one = watch();
                StreamClient two = watch()) {
            publish(message(UUID.randomUUID(), 0), message(data.project(), 1), message(data.project(), 2));

            for (StreamClient client : List.of(one, two)) {
                assertThat(client.next("n").getInteger("number")).isEqualTo(1);
                assertThat(client.next("n").getInteger("number")).isEqualTo(2);
            }
        }
    }

    @Test
    void whoIsGoneIsNoBurdenForTheOthers() {
        try (StreamClient stays = watch()) {
            watch().close();

            publish(message(data.project(), 1));

            assertThat(stays.next("n").getInteger("number")).isEqualTo(1);
        }
    }

    @Test
    void ofMoreThanWaitsTheNewestComeAndTheOthersAreCounted() {
        try (StreamClient client = watch()) {
            publish(IntStream.rangeClosed(1, MANY)
                    .mapToObj(number -> message(data.project(), number))
                    .toArray(StreamMessage[]::new));

            int came = 0;
            int dropped = 0;
            int last = 0;
            while (came + dropped < MANY) {
                JsonObject next = new JsonObject(client.next());
                if (next.getString("type").equals("dropped")) {
                    dropped += next.getInteger("count");
                } else {
                    assertThat(next.getInteger("number")).isGreaterThan(last);
                    last = next.getInteger("number");
                    came++;
                }
            }
            assertThat(last).isEqualTo(MANY);
            assertThat(dropped).isGreaterThanOrEqualTo(500);
        }
    }

    private StreamClient watch() {
        return new StreamClient(vertx, port, "/stream/projects/1");
    }

    private void publish(StreamMessage... messages) {
        bus.publish(Addresses.STREAM, List.of(messages));
    }

    private static StreamMessage message(UUID project, int number) {
        byte[] json = new JsonObject()
                .put("type", "n")
                .put("number", number)
                .toBuffer()
                .getBytes();
        return StreamMessage.notice(project, false, json);
    }

    private int serve() {
        Context context = vertx.getOrCreateContext();
        Future<HttpServer> server = Future.future(started -> context.runOnContext(go -> {
            Gate gate = new Gate(AuthMode.AUTO, List.of(), data.database(), Clock.systemUTC(), System::nanoTime);
            StreamSockets sockets =
                    new StreamSockets(vertx, bus, data.database(), gate, streams, StreamAddress.OF_SOCKETS);
            vertx.createHttpServer()
                    .requestHandler(request -> sockets.handshake(new Upgrade(request, new InFlight(1 << 24, 1 << 20))))
                    .listen(0, "127.0.0.1")
                    .onComplete(started);
        }));
        return await(server).actualPort();
    }
}
