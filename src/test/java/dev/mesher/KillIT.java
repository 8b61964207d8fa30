package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventLoad;
import dev.mesher.testing.NodeJar;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process ends in the middle of a load, by SIGKILL and by SIGTERM. */
final class KillIT {
    private static final int CLIENTS = 32;

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final String uri = TestPostgres.migratedDatabase();
    private final TestDatabase database = new TestDatabase(vertx, uri);

    @AfterEach
    void close() {
        database.close();
        Await.await(vertx.close());
    }

    @Test
    void killedWhateverWasAcknowledgedIsStoredOnce() {
        try (NodeJar node = new NodeJar(uri, directory)) {
            EventLoad load = EventLoad.start(node.client(), CLIENTS);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> load.acknowledged().size() > 2_000);

            node.kill();

            assertThat(load.failures()).hasSize(CLIENTS);
            node.startAgain();
            assertStoredOnce(load);
            sendAgainWhatHasAnId(node.client(), load);
            assertStoredOnce(load);
        }
    }

    @Test
    void terminatedAnswersWhatIsUnderWayAndEndsInTime() {
        try (NodeJar node = new NodeJar(uri, directory);
                RawSocket stuck = new RawSocket(node.port())) {
            stuck.send(BadInput.head("Content-Length: 1000\r\n", "{\"message\":\""));
            EventLoad load = EventLoad.start(node.client(), CLIENTS);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> load.acknowledged().size() > 2_000);

            node.terminate();

            assertThat(node.exitCode(Duration.ofSeconds(30))).as(node.log()).isZero();
            assertThat(load.failures()).isEmpty();
            assertThat(load.refusals()).isEmpty();
            assertStoredOnce(load);
            assertThat(database.number("SELECT count(*) FROM events"))
                    .isEqualTo(load.acknowledged().size());
        }
    }

    private void assertStoredOnce(EventLoad load) {
        UUID[] ids = load.acknowledged().values().toArray(UUID[]::new);
        assertThat(database.number("SELECT count(*) FROM events WHERE id = ANY ($1)", (Object) ids))
                .as("acknowledged and stored")
                .isEqualTo(ids.length);
        assertThat(database.number("SELECT count(*) - count(DISTINCT tags ->> 'number') FROM events"))
                .as("stored twice")
                .isZero();
        StoredCounts.assertConsistent(database, database.number("SELECT count(*) FROM events"));
    }

    /** As a client does that never saw the answer. What was answered once gets the same answer. */
    private static void sendAgainWhatHasAnId(EventClient client, EventLoad load) {
        IntStream.range(0, load.begun())
                .filter(number -> number % 2 == 1)
                .skip(Math.max(0, load.begun() / 2 - 500))
                .forEach(number -> {
                    String id = client.event(EventLoad.event(number)).text("id");
                    UUID before = load.acknowledged().putIfAbsent(number, UUID.fromString(id));
                    assertThat(before == null ? id : before.toString()).isEqualTo(id);
                });
    }
}
