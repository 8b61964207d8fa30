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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process ends in the middle of a load, by SIGKILL and by SIGTERM. One process is killed, started again and terminated:
 * a start takes most of a test's time.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
final class KillIT {
    private static final int CLIENTS = 32;
    private static final Vertx VERTX = Vertx.vertx();

    private static TestDatabase database;
    private static NodeJar node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        String uri = TestPostgres.migratedDatabase();
        database = new TestDatabase(VERTX, uri);
        node = new NodeJar(uri, directory);
    }

    @AfterAll
    static void close() {
        node.close();
        database.close();
        Await.await(VERTX.close());
    }

    @Test
    void killedWhateverWasAcknowledgedIsStoredOnce() {
        EventLoad load = loaded(0);

        node.kill();

        assertThat(load.failures()).hasSize(CLIENTS);
        node.startAgain();
        assertStoredOnce(load);
        sendAgainWhatHasAnId(node.client(), load);
        assertStoredOnce(load);
    }

    @Test
    void terminatedAnswersWhatIsUnderWayAndEndsInTime() {
        long before = database.number("SELECT count(*) FROM events");
        try (RawSocket stuck = new RawSocket(node.port())) {
            stuck.send(BadInput.head("Content-Length: 1000\r\n", "{\"message\":\""));
            EventLoad load = loaded(1_000_000);

            node.terminate();

            assertThat(node.exitCode(Duration.ofSeconds(30))).as(node.log()).isZero();
            assertThat(load.failures()).isEmpty();
            assertThat(load.refusals()).isEmpty();
            assertStoredOnce(load);
            assertThat(database.number("SELECT count(*) FROM events") - before)
                    .isEqualTo(load.acknowledged().size());
        }
    }

    /** A load in full swing, whose first event has this number. */
    private static EventLoad loaded(int first) {
        EventLoad load = EventLoad.start(node.client(), CLIENTS, first);
        await().atMost(Duration.ofSeconds(60)).until(() -> load.acknowledged().size() > 2_000);
        return load;
    }

    private static void assertStoredOnce(EventLoad load) {
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
        IntStream.range(0, load.next())
                .filter(number -> number % 2 == 1)
                .skip(Math.max(0, load.next() / 2 - 500))
                .forEach(number -> {
                    String id = client.event(EventLoad.event(number)).text("id");
                    UUID before = load.acknowledged().putIfAbsent(number, UUID.fromString(id));
                    assertThat(before == null ? id : before.toString()).isEqualTo(id);
                });
    }
}
