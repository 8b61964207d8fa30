package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.config.Settings.StreamSettings;
import dev.mesher.testing.Await;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.StoppedStream;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The live stream of a whole node, watched by real clients. */
final class StreamTest {
    private static final String PATH = "/stream/projects/default";

    @TempDir
    private static Path directory;

    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream/projects/default", "/ws/stream/projects/1", "/stream/projects/%64efault"})
    void anEventComesAsItWasSent(String path) {
        try (StreamClient client = watch(path)) {
            String sent = "{ \"message\":\"as sent\",  \"own\":[1.50,\"ä\"],\"tags\":\"{\\\"a\\\":\\\"b\\\"}\" }";
            String issue = node.client().post(EventClient.EVENTS, sent).json().getString("issue_id");

            String message = client.next();

            assertThat(new JsonObject(message).getString("type")).isEqualTo("event");
            assertThat(new JsonObject(message).getString("issue_id")).isEqualTo(issue);
            assertThat(new JsonObject(message).fieldNames()).containsExactly("type", "issue_id", "data");
            assertThat(new JsonObject(message).getJsonObject("data").getString("message"))
                    .isEqualTo("as sent");
            assertThat(message).contains("[1.50,\"ä\"]");
        }
    }

    @Test
    void aLargeEventComesAsItsHead() {
        try (StreamClient client = watch(PATH)) {
            node.client()
                    .event(new JsonObject()
                            .put("message", "m".repeat(2_000))
                            .put("level", "fatal")
                            .put("release", "r1")
                            .put("exception", new JsonObject().put("type_name", "Boom"))
                            .put("extra", new JsonObject().put("pad", "p".repeat(32 * 1024))));

            JsonObject data = client.next("event").getJsonObject("data");

            assertThat(data.getBoolean("truncated")).isTrue();
            assertThat(data.getString("message")).isEqualTo("m".repeat(1_000));
            assertThat(data.getString("level")).isEqualTo("fatal");
            assertThat(data.getString("release")).isEqualTo("r1");
            assertThat(data.getJsonObject("exception").getString("type_name")).isEqualTo("Boom");
            assertThat(data.containsKey("extra")).isFalse();
        }
    }

    @Test
    void actionsOnAnIssueAndTheCountOfUnresolvedOnes() {
        String issue = node.client().event("acted upon").text("issue_id");
        long unresolved = node.number("SELECT count(*) FROM issues WHERE status = 'unresolved'");
        try (StreamClient client = watch(PATH)) {
            for (List<String> action : List.of(
                    List.of("resolve", "resolved"),
                    List.of("unresolve", "unresolved"),
                    List.of("archive", "archived"),
                    List.of("assign", "assigned"),
                    List.of("discard", "discarded"),
                    List.of("delete", "deleted"))) {
                new RawHttp(node.httpPort()).post("/api/v1/issues/" + issue + "/" + action.get(0), "{}");
                JsonObject message = client.next("issue");
                assertThat(message)
                        .isEqualTo(new JsonObject()
                                .put("type", "issue")
                                .put("action", action.get(1))
                                .put("issue_id", issue));
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> client.next("issue_count").getLong("count") == unresolved - 1);
        }
    }

    @Test
    void aRegressionIsAnUnresolvedIssue() {
        String issue = node.client().event("comes again").text("issue_id");
        new RawHttp(node.httpPort()).post("/api/v1/issues/" + issue + "/resolve", "{}");
        try (StreamClient client = watch(PATH)) {
            node.client().event("comes again");

            assertThat(client.next("event").getString("issue_id")).isEqualTo(issue);
            assertThat(client.next("issue").getString("action")).isEqualTo("unresolved");
            assertThat(client.next("issue_count").getString("project_id"))
                    .isEqualTo(node.project().toString());
        }
    }

    @Test
    void alerts() {
        UUID rule = node.sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json)"
                                + " VALUES ($1, 'new ones', '{\"condition_type\":\"new_issue\"}') RETURNING id",
                        node.project())
                .iterator()
                .next()
                .getUUID(0);
        try (StreamClient client = watch(PATH)) {
            node.client().event("to be alerted of");

            JsonObject alert = client.next("alert");

            assertThat(alert.fieldNames())
                    .containsExactlyInAnyOrder("type", "alert_id", "rule_name", "condition", "message");
            assertThat(alert.getString("rule_name")).isEqualTo("new ones");
            assertThat(alert.getJsonObject("condition").getString("condition_type"))
                    .isEqualTo("new_issue");
            assertThat(node.sql("SELECT id, message FROM alerts WHERE rule_id = $1", rule))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getUUID("id").toString()).isEqualTo(alert.getString("alert_id"));
                        assertThat(row.getString("message")).isEqualTo(alert.getString("message"));
                    });
        }
        node.sql("DELETE FROM alert_rules WHERE id = $1", rule);
    }

    @Test
    void filtersAndBadFrames() {
        try (StreamClient narrow = watch(PATH);
                StreamClient wide = watch(PATH)) {
            narrow.send("{\"filters\":{\"level\":\"fatal\",\"environment\":\"prod\"}}");
            assertThat(narrow.next()).isEqualTo("{\"type\":\"filters_updated\"}");
            for (String bad : List.of("{\"filters\":{\"level\":\"loud\"}}", "{", "x".repeat(5_000))) {
                narrow.send(bad);
                assertThat(narrow.next("error").getString("error")).isNotEmpty();
            }
            Await.await(narrow.socket().writeBinaryMessage(Buffer.buffer("{}")));
            assertThat(narrow.next("error").getString("error")).isEqualTo("expected text");

            event("other level", "info", "prod");
            event("other environment", "fatal", "dev");
            event("both", "fatal", "prod");

            assertThat(narrow.next("event").getJsonObject("data").getString("message"))
                    .isEqualTo("both");
            assertThat(wide.next("event").getJsonObject("data").getString("message"))
                    .isEqualTo("other level");
            narrow.send("{\"filters\":{}}");
            assertThat(narrow.next("filters_updated")).isNotNull();
            event("anything", "debug", "dev");
            assertThat(narrow.next("event").getJsonObject("data").getString("message"))
                    .isEqualTo("anything");
        }
    }

    @Test
    void aClientThatDoesNotReadLosesTheOldestAndIsToldWhileItsNeighbourGetsAll() {
        node.client().event(large(0));
        int count = 500;
        try (StoppedStream stopped = new StoppedStream(node.webSocketPort(), PATH);
                StreamClient neighbour = watch(PATH)) {
            IntStream.rangeClosed(1, count).forEach(i -> node.client().event(large(i)));
            for (int i = 1; i <= count; i++) {
                assertThat(number(neighbour.next("event"))).isEqualTo(i);
            }

            int got = 0;
            long told = 0;
            int last = 0;
            while (last < count) {
                JsonObject message = stopped.next();
                if (message.getString("type").equals("dropped")) {
                    told += message.getLong("count");
                    assertThat(number(stopped.next())).isEqualTo(last + 1 + message.getInteger("count"));
                    last += 1 + message.getInteger("count");
                    got++;
                } else {
                    assertThat(number(message)).isEqualTo(last + 1);
                    last++;
                    got++;
                }
            }
            assertThat(told).isPositive();
            assertThat(got + told).isEqualTo(count);
            assertThat(scraped("mesher_stream_messages_dropped_total")).isGreaterThanOrEqualTo((double) told);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/stream/projects/nowhere, 404, project not found",
        "/stream/projects/00000000-0000-0000-0000-000000000000, 404, project not found",
        "/stream/projects/99999999999999999999, 404, project not found",
        "/stream/projects/a%00b, 400, malformed project",
        "/stream/projects/, 404, not found",
        "/stream, 404, not found"
    })
    void whatIsNotThereIsRefused(String path, int status, String words) {
        assertRefused(node, path, status, words);
    }

    @Test
    void aBrokenPercentCodeIsRefused() {
        try (RawSocket socket = new RawSocket(node.webSocketPort())) {
            RawHttp.Answer answer =
                    socket.send(upgrade("/stream/projects/a%zz")).read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("malformed project");
        }
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        assertThatThrownBy(() -> new StreamClient(
                                node.vertx(), node.webSocketPort(), PATH, "Origin", "https://evil.example")
                        .close())
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> assertThat(rejected.getStatus())
                        .isEqualTo(403));
    }

    @Test
    void strangersAreRefusedAndSoAreTooMany(@TempDir Path elsewhere) {
        Settings usual = TestNode.settings(TestPostgres.migratedDatabase(), elsewhere, TestNode.NO_LIMIT);
        try (TestNode closed = TestNode.start(with(usual, usual.stream(), AuthMode.REQUIRED))) {
            assertRefused(closed, PATH, 401, "unauthorized");
        }
        try (TestNode small = TestNode.start(with(usual, new StreamSettings(2, 1 << 20), AuthMode.OPEN))) {
            StreamClient first = new StreamClient(small.vertx(), small.webSocketPort(), PATH);
            StreamClient second = new StreamClient(small.vertx(), small.webSocketPort(), PATH);
            assertRefused(small, PATH, 503, "too many clients of the stream");
            first.close();
            await().atMost(Duration.ofSeconds(10))
                    .ignoreException(UpgradeRejectedException.class)
                    .until(() -> {
                        new StreamClient(small.vertx(), small.webSocketPort(), PATH).close();
                        return true;
                    });
            second.close();
        }
    }

    @Test
    void theStreamOfAProjectThatIsDeletedEnds() {
        node.sql("INSERT INTO projects (org_id, name, slug) SELECT id, 'Gone', 'gone' FROM organizations");
        try (StreamClient client = watch("/stream/projects/gone");
                StreamClient other = watch(PATH)) {
            node.sql("DELETE FROM projects WHERE slug = 'gone'");

            await().atMost(Duration.ofSeconds(10)).until(client.socket()::isClosed);
            assertThat(client.socket().closeStatusCode()).isEqualTo((short) 1008);
            node.client().event("still there");
            assertThat(other.next("event")).isNotNull();
        }
    }

    @Test
    void clientsThatLeaveWithoutAWordAreForgotten() {
        await().atMost(Duration.ofSeconds(10)).until(() -> scraped("mesher_stream_clients") == 0);
        List<StoppedStream> clients = Stream.generate(() -> new StoppedStream(node.webSocketPort(), PATH))
                .limit(5)
                .toList();
        assertThat(scraped("mesher_stream_clients")).isEqualTo(5);
        for (int i = 0; i < 20; i++) {
            RawSocket hasty = new RawSocket(node.webSocketPort());
            hasty.send(upgrade(PATH));
            hasty.abort();
        }

        clients.forEach(StoppedStream::close);

        await().atMost(Duration.ofSeconds(20)).until(() -> scraped("mesher_stream_clients") == 0);
    }

    private static String upgrade(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    private static StreamClient watch(String path) {
        return new StreamClient(node.vertx(), node.webSocketPort(), path);
    }

    private static void assertRefused(TestNode where, String path, int status, String words) {
        assertThatThrownBy(() -> new StreamClient(where.vertx(), where.webSocketPort(), path).close())
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> {
                    assertThat(rejected.getStatus()).isEqualTo(status);
                    assertThat(rejected.getBody().toJsonObject().getString("error"))
                            .isEqualTo(words);
                });
    }

    private static Settings with(Settings settings, StreamSettings stream, AuthMode mode) {
        return new Settings(
                settings.database(),
                settings.server(),
                settings.rateLimit(),
                settings.store(),
                stream,
                settings.cluster(),
                mode);
    }

    private static void event(String message, String level, String environment) {
        node.client()
                .event(new JsonObject()
                        .put("message", message)
                        .put("level", level)
                        .put("environment", environment));
    }

    private static JsonObject large(int number) {
        return new JsonObject()
                .put("message", "large")
                .put("extra", new JsonObject().put("number", number).put("pad", "p".repeat(30_000)));
    }

    private static int number(JsonObject message) {
        return message.getJsonObject("data").getJsonObject("extra").getInteger("number");
    }

    private static double scraped(String meter) {
        return new RawHttp(node.httpPort())
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(meter.length())))
                .findFirst()
                .orElse(-1);
    }
}
