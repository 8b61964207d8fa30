package dev.mesher.stream;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.access.Gate;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.http.InFlight;
import dev.mesher.http.Upgrade;
import dev.mesher.testing.StoppedStream;
import dev.mesher.testing.StoredData;
import dev.mesher.testing.StreamClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams on a bare server, whose clients are looked after more often than usual. */
final class SubscriberChecksTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final LocalBus bus = LocalBus.create(vertx);
    private final Streams streams = new Streams(10, 1 << 20, new SimpleMeterRegistry(), after -> {});

    @AfterEach
    void stop() {
        data.close();
        await(vertx.close());
    }

    @Test
    void aClientThatAnswersNoPingIsCutOffAndALivingOneIsNot() {
        int port = serve(new SubscriberChecks.Periods(SOON, SOON.multipliedBy(10), NEVER));
        try (StreamClient living = new StreamClient(vertx, port, "/stream/projects/1");
                StoppedStream dead = new StoppedStream(port, "/stream/projects/1")) {
            assertThat(streams.clients().count()).isEqualTo(2);

            await().untilAsserted(() -> assertThat(streams.clients().count()).isEqualTo(1));

            assertThat(dead.isEnded()).isTrue();
            assertThat(living.socket().isClosed()).isFalse();
        }
    }

    @Test
    void aStoreThatIsAwayEndsNoStream() {
        int port = serve(new SubscriberChecks.Periods(NEVER, NEVER, SOON));
        try (StreamClient client = new StreamClient(vertx, port, "/stream/projects/1")) {
            data.sql("CREATE SEQUENCE asked");
            data.sql("CREATE FUNCTION refuse() RETURNS boolean LANGUAGE plpgsql AS"
                    + " $$ BEGIN PERFORM nextval('asked'); RAISE EXCEPTION 'away'; END $$");
            data.sql("ALTER TABLE projects RENAME TO hidden");
            data.sql("CREATE VIEW projects AS SELECT * FROM hidden WHERE refuse()");
            await().until(() -> data.number("SELECT last_value FROM asked") >= 3);
            assertThat(client.socket().isClosed()).isFalse();

            data.sql("DROP VIEW projects");
            data.sql("ALTER TABLE hidden RENAME TO projects");
            data.sql("DELETE FROM projects WHERE number = 1");
            await().until(client.socket()::isClosed);
        }
    }

    private int serve(SubscriberChecks.Periods periods) {
        Context context = vertx.getOrCreateContext();
        Future<HttpServer> server = Future.future(started -> context.runOnContext(go -> {
            Gate gate = new Gate(AuthMode.AUTO, List.of(), data.database(), Clock.systemUTC(), System::nanoTime);
            StreamSockets sockets =
                    new StreamSockets(vertx, bus, data.database(), gate, streams, StreamAddress.OF_SOCKETS, periods);
            vertx.createHttpServer()
                    .requestHandler(request -> sockets.handshake(new Upgrade(request, new InFlight(1 << 24, 1 << 20))))
                    .listen(0, "127.0.0.1")
                    .onComplete(started);
        }));
        return await(server).actualPort();
    }
}
