package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent gets a clear answer, and nobody else pays for it. The table goes to {@code target/bad-input.md}. */
final class BadInputTest {
    private static final String ACCEPTED =
            "\\{\"status\":\"accepted\",\"id\":\"[0-9a-f-]{36}\",\"issue_id\":\"[0-9a-f-]{36}\"}";
    private static final List<String> ROWS = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private static Path directory;

    private static TestNode node;
    private static EventClient client;
    private static CompletableFuture<Answer> trickled;
    private static CompletableFuture<Answer> trickledBySentry;

    @BeforeAll
    static void start() {
        node = TestNode.start(directory);
        client = node.client();
        node.sql(
                "INSERT INTO api_keys (project_id, key_value, revoked_at) VALUES ($1, 'revoked_key', now())",
                node.project());
        trickled = CompletableFuture.supplyAsync(() -> trickle(EventClient.EVENTS));
        trickledBySentry = CompletableFuture.supplyAsync(() -> trickle("/api/1/envelope/"));
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
        List<String> table = new ArrayList<>(List.of("| input | status | answer |", "|---|---|---|"));
        table.addAll(ROWS);
        Path unused = Files.write(Path.of("target", "bad-input.md"), table);
    }

    static Stream<BadInput> inputs() {
        return Stream.of(BadEvents.all(), BadEncodings.all(), BadRequests.all()).flatMap(inputs -> inputs);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void getsItsAnswer(BadInput input) {
        try (RawSocket socket = socket()) {
            input.sends().accept(socket);
            Answer answer = socket.read();

            ROWS.add(input.row(answer));
            assertThat(answer.status()).as(answer.body()).isEqualTo(input.status());
            if (input.body() == null) {
                assertThat(answer.body()).matches(ACCEPTED);
            } else {
                assertThat(answer.body()).isEqualTo(input.body());
            }
            // The version of HTTP is refused by Vert.x itself, without words.
            assertThat(answer.header("content-type").isPresent()).isEqualTo(input.status() != 501);
            assertThat(answer.header("allow").isPresent()).isEqualTo(input.status() == 405);
        }
        assertOthersAreServed();
    }

    @Test
    void whatIsRepairedCanBeRead() {
        Answer answer = sent(BadEvents.LONE_SURROGATES);

        JsonObject read = client.get("/api/v1/events/" + answer.object().getString("id"))
                .json()
                .getJsonObject("event");

        assertThat(read.getString("message")).isEqualTo("a\ufffdb");
        assertThat(read.getJsonObject("tags")).isEqualTo(JsonObject.of("\ufffd", "\ufffd"));
    }

    @Test
    void anEnormousNumberIsGivenBackAsItWasSent() {
        Answer answer = sent(BadEvents.number("1e999999999"));

        assertThat(client.get("/api/v1/events/" + answer.object().getString("id"))
                        .body())
                .contains("\"extra\":{\"n\":1E+999999999}");
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        List<BadInput> inputs = Stream.concat(
                        BadEvents.types(), Stream.of(BadInput.accepted("good", "{\"message\":\"a\"}")))
                .toList();
        try (RawSocket socket = socket()) {
            inputs.forEach(input -> input.sends().accept(socket));

            for (BadInput input : inputs) {
                Answer answer = socket.read();
                assertThat(answer.status()).as(input.name()).isEqualTo(input.status());
                if (input.body() != null) {
                    assertThat(answer.body()).isEqualTo(input.body());
                }
            }
        }
        note("18 pipelined requests, 17 of them bad", "400 ×17, 202", "each its own, in order");
    }

    @Test
    void aGetWithABodyLeavesTheNextRequestAlone() {
        try (RawSocket socket = socket()) {
            socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nGET /oops");
            socket.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(socket.read().status()).isEqualTo(200);
            assertThat(socket.read().status()).isEqualTo(404);
        }
        note("GET with a body, then another request", "200, 404", "each its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000\r\n", "Transfer-Encoding: chunked\r\n"})
    void aClientThatLeavesInTheMiddleIsForgotten(String length) {
        long before = node.number("SELECT count(*) FROM events WHERE message = 'left'");
        try (RawSocket socket = socket()) {
            socket.send(BadInput.head(
                    length, length.startsWith("T") ? "20\r\n{\"message\":\"left\"" : "{\"message\":\"left\"}"));
            socket.abort();
        }

        assertOthersAreServed();
        await().until(() -> metric("mesher_ingest_inflight_bytes") == 0);
        assertThat(node.number("SELECT count(*) FROM events WHERE message = 'left'"))
                .isEqualTo(before);
        note("leaves in mid-body (" + length.strip() + ")", "—", "nothing stored, its bytes are given back");
    }

    @Test
    void aChunkWithoutALengthEndsTheConnection() {
        try (RawSocket socket = socket()) {
            socket.send(BadInput.head("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n"));

            assertThat(socket.isEnded()).isTrue();
        }
        assertOthersAreServed();
        note("a chunk whose length is in letters", "—", "closed");
    }

    @Test
    void aClientThatTricklesIsToldSo() {
        Answer answer = trickled.join();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("body came too slowly");
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
        note("a byte every half second", "400", answer.body());
    }

    @Test
    void aPageOfAnotherOriginThatTricklesCanReadSo() {
        Answer answer = trickledBySentry.join();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("body came too slowly");
        assertThat(answer.header("access-control-allow-origin")).hasValue("*");
    }

    /** A byte whenever half a second has brought no answer. */
    private static Answer trickle(String path) {
        try (RawSocket socket = socket()) {
            socket.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nx-sentry-auth: " + EventClient.KEY
                    + "\r\nContent-Length: 1000\r\n\r\n{");
            Optional<Answer> answer = socket.read(500);
            while (answer.isEmpty()) {
                socket.send("s");
                answer = socket.read(500);
            }
            return answer.get();
        }
    }

    private static Answer sent(String event) {
        try (RawSocket socket = socket()) {
            BadInput.accepted("", event).sends().accept(socket);
            return socket.read();
        }
    }

    private static RawSocket socket() {
        return new RawSocket(node.httpPort());
    }

    private static double metric(String name) {
        return client.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private static void note(String input, String status, String answer) {
        ROWS.add("| " + input + " | " + status + " | " + answer + " |");
    }

    private static void assertOthersAreServed() {
        assertThat(client.event("someone else").status()).isEqualTo(202);
    }
}
