package dev.mesher;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.TestNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events over a WebSocket: one a frame, answered in order. */
final class IngestSocketTest {
    private static final String ACCEPTED =
            "\\{\"status\":\"accepted\",\"id\":\"[0-9a-f-]{36}\",\"issue_id\":\"[0-9a-f-]{36}\",\"request_key\":\"[0-9a-f-]{36}\"}";
    private static final String UNAUTHORIZED = "{\"error\":\"unauthorized\"}";

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static TestNode node;
    private static WebSocketClient client;

    @BeforeAll
    static void start() {
        node = TestNode.start(directory);
        client = node.vertx().createWebSocketClient();
    }

    @AfterAll
    static void stop() {
        await(client.close());
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ingest", "/ws/ingest"})
    void takesAnEvent(String path) {
        Client socket = new Client(path, EventClient.KEY);

        socket.send("{\"message\":\"by socket\"}");

        String answer = socket.answer();
        assertThat(answer).matches(ACCEPTED);
        assertThat(node.client()
                        .get("/api/v1/events/" + new JsonObject(answer).getString("id"))
                        .body())
                .contains("by socket");
        socket.close();
    }

    @Test
    void isClosedToOthers() {
        assertRejected("/ingest", "", 401);
        assertRejected("/ingest", "mshr_nobody", 401);
        assertRejected("/elsewhere", EventClient.KEY, 404);
    }

    @Test
    void answersBadFramesInTheirPlaces() {
        Client socket = new Client("/ingest", EventClient.KEY);

        socket.send("{\"message\":");
        socket.send("{\"message\":\"good\"}");
        socket.send("{\"level\":\"error\"}");
        await(socket.socket.writeBinaryMessage(Buffer.buffer("{\"message\":\"binary\"}")));
        socket.send("");
        socket.send("{\"message\":\"good\"}");

        assertThat(socket.error()).startsWith("malformed JSON: ");
        assertThat(socket.answer()).matches(ACCEPTED);
        assertThat(socket.error()).isEqualTo("message: missing; an event needs a message, an exception or a logentry");
        assertThat(socket.error()).isEqualTo("expected an event in a text frame");
        assertThat(socket.error()).isEqualTo("body is empty");
        assertThat(socket.answer()).matches(ACCEPTED);
        socket.close();
    }

    /** Large events are decoded on other threads and take longer than the small ones behind them. */
    @Test
    void twoHundredFramesWithoutAWaitAreAnsweredInOrder() {
        Client socket = new Client("/ingest", EventClient.KEY);

        for (int i = 0; i < 200; i++) {
            JsonObject event = new JsonObject().put("message", "frame " + i);
            socket.send((i % 10 == 0 ? event.put("extra", JsonObject.of("pad", "p".repeat(100_000))) : event).encode());
        }

        for (int i = 0; i < 200; i++) {
            String id = new JsonObject(socket.answer()).getString("id");
            assertThat(node.sql("SELECT message FROM events WHERE id = $1", UUID.fromString(id))
                            .iterator()
                            .next()
                            .getString(0))
                    .isEqualTo("frame " + i);
        }
        socket.close();
    }

    @Test
    void anOversizeMessageEndsItsConnectionAlone() {
        Client other = new Client("/ingest", EventClient.KEY);
        Client socket = new Client("/ingest", EventClient.KEY);
        socket.send("{\"message\":\"" + "m".repeat((1 << 20) - 14) + "\"}");
        assertThat(socket.answer()).matches(ACCEPTED);

        socket.send("{\"message\":\"" + "m".repeat(1 << 20) + "\"}");

        await().atMost(SOON).until(socket.socket::isClosed);
        assertThat(socket.socket.closeStatusCode()).isEqualTo((short) 1009);
        other.send("{\"message\":\"unaffected\"}");
        assertThat(other.answer()).matches(ACCEPTED);
        other.close();
    }

    @Test
    void anOversizeMessageInPartsEndsItsConnectionToo() {
        Client socket = new Client("/ingest", EventClient.KEY);
        String part = "m".repeat(600_000);
        socket.send("{\"message\":\"before\"}");

        await(socket.socket.writeFrame(WebSocketFrame.textFrame("{\"message\":\"" + part, false)));
        await(socket.socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(part), false)));
        await(socket.socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("\"}"), true)));

        await().atMost(SOON).until(socket.socket::isClosed);
        assertThat(socket.socket.closeStatusCode()).isEqualTo((short) 1009);
        assertThat(socket.answer()).matches(ACCEPTED);
        assertThat(socket.answers).isEmpty();
    }

    @Test
    void aKeyRevokedMeanwhileIsFelt() {
        node.sql("INSERT INTO api_keys (project_id, key_value) VALUES ($1, 'by_socket')", node.project());
        await().atMost(SOON)
                .until(() -> EventClient.join(node.client()
                                        .send(
                                                EventClient.EVENTS,
                                                "{\"message\":\"a\"}".getBytes(StandardCharsets.UTF_8),
                                                "x-sentry-auth",
                                                "by_socket"))
                                .status()
                        == 202);
        Client socket = new Client("/ingest", "by_socket");
        socket.send("{\"message\":\"still\"}");
        assertThat(socket.answer()).matches(ACCEPTED);

        node.sql("UPDATE api_keys SET revoked_at = now() WHERE key_value = 'by_socket'");

        await().atMost(SOON).until(() -> {
            socket.send("{\"message\":\"no more\"}");
            return socket.answer().equals(UNAUTHORIZED);
        });
        socket.close();
    }

    private static void assertRejected(String path, String key, int status) {
        assertThatThrownBy(() -> new Client(path, key))
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> assertThat(rejected.getStatus())
                        .isEqualTo(status));
    }

    private static final class Client {
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final WebSocket socket;

        Client(String path, String key) {
            socket = await(client.connect(new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(node.webSocketPort())
                    .setURI(path)
                    .setHeaders(MultiMap.caseInsensitiveMultiMap().add("x-sentry-auth", key))));
            socket.textMessageHandler(answers::add);
        }

        void send(String text) {
            await(socket.writeTextMessage(text));
        }

        String answer() {
            try {
                String answer = answers.poll(10, TimeUnit.SECONDS);
                return answer == null ? "no answer" : answer;
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        String error() {
            return new JsonObject(answer()).getString("error");
        }

        void close() {
            await(socket.close());
        }
    }
}
