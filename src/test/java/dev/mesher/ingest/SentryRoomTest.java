package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings.StoreSettings;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node without room for a request: no Sentry client sends again, so it is made to wait a little. */
final class SentryRoomTest {
    private static final int BUDGET = 100_000;
    private static final String ENVELOPE = "/api/1/envelope/";

    @TempDir
    private Path directory;

    private TestNode node;
    private RawSocket holder;

    @BeforeEach
    void almostFull() {
        node = TestNode.start(TestNode.settings(
                TestPostgres.migratedDatabase(), TestNode.NO_LIMIT, new StoreSettings(directory, 1 << 20, BUDGET)));
        holder = new RawSocket(node.httpPort())
                .send("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nx-sentry-auth: " + EventClient.KEY
                        + "\r\nContent-Length: 80000\r\n\r\n")
                .send(" ".repeat(79_999));
        assertThat(native50k().status()).isEqualTo(503);
    }

    @AfterEach
    void stop() {
        holder.close();
        node.close();
    }

    @Test
    void theRequestWaitsUntilThereIsRoom() {
        CompletableFuture<Answer> waiting = node.client().send(ENVELOPE, envelope50k());
        try (RawSocket chunked = new RawSocket(node.httpPort())) {
            byte[] body = envelope50k();
            chunked.send("POST " + ENVELOPE + "?sentry_key=" + EventClient.KEY
                            + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(body.length) + "\r\n")
                    .send(body)
                    .send("\r\n0\r\n\r\n");
            assertThat(native50k().status()).as("what does not wait").isEqualTo(503);

            assertThat(holder.send("{").read().status()).isEqualTo(400);

            assertThat(waiting.join().status()).isEqualTo(200);
            assertThat(chunked.read().status()).isEqualTo(200);
        }
    }

    @Test
    void itDoesNotWaitForEver() {
        Answer refused = node.client().post(ENVELOPE, envelope50k());

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).hasValue("1");
        assertThat(refused.header("access-control-allow-origin")).hasValue("*");
    }

    private Answer native50k() {
        return node.client().post(EventClient.EVENTS, " ".repeat(50_000));
    }

    private static byte[] envelope50k() {
        return Envelopes.of(UUID.randomUUID())
                .item(
                        "event",
                        new JsonObject()
                                .put("message", "m")
                                .put("made_up", "x".repeat(15_000))
                                .put("also", "y".repeat(15_000)))
                .bytes();
    }
}
