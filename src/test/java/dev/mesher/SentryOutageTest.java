package dev.mesher;

import static dev.mesher.testing.EventClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings;
import dev.mesher.config.Settings.StoreSettings;
import dev.mesher.testing.Await;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.OwnPostgres;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under a node to which Sentry's clients send: an envelope is kept whole, with all that is in it. */
final class SentryOutageTest {
    private static final String ENVELOPE = "/api/1/envelope/";
    private static final byte[] LOG = "x".repeat(700_000).getBytes(StandardCharsets.US_ASCII);

    @AutoClose
    private static OwnPostgres postgres;

    @TempDir
    private Path directory;

    private final UUID before = UUID.randomUUID();
    private final UUID during = UUID.randomUUID();
    private String uri;
    private Settings settings;

    @BeforeAll
    static void startPostgres(@TempDir Path data) {
        postgres = new OwnPostgres(data);
    }

    @BeforeEach
    void start() {
        uri = postgres.migratedDatabase();
        settings = TestNode.settings(uri, directory.resolve("node"), TestNode.NO_LIMIT);
    }

    @Test
    void theWholeEnvelopeIsKept() {
        try (TestNode node = TestNode.start(settings)) {
            sendBefore(node);
            postgres.stop();
            sendDuringOutage(node);
            postgres.start();
            assertStored(node);
        }
    }

    @Test
    void itOutlivesTheNode() {
        try (TestNode node = TestNode.start(settings)) {
            sendBefore(node);
            postgres.kill();
            sendDuringOutage(node);
        }
        postgres.start();
        try (TestNode node = TestNode.start(settings)) {
            assertStored(node);
        }
    }

    @Test
    void anAttachmentThatTheJournalHasNoRoomForIsRefused() {
        StoreSettings small = new StoreSettings(directory.resolve("node"), 100_000, 16 << 20);
        try (TestNode node = TestNode.start(TestNode.settings(uri, TestNode.NO_LIMIT, small))) {
            sendBefore(node);
            postgres.stop();

            Answer refused = node.client().post(ENVELOPE, envelope());

            assertThat(refused.status()).as(refused.body()).isEqualTo(503);
            assertThat(refused.text("detail")).isEqualTo("PostgreSQL is away and the journal is full");
            assertThat(refused.header("retry-after")).isPresent();
            assertThat(refused.header("access-control-allow-origin")).hasValue("*");
            postgres.start();
            awaitEvents(node, 2);
            // The event is stored a moment before the node takes attachments again.
            await("sent again")
                    .until(() -> node.client().post(ENVELOPE, envelope()).status() == 200);
            assertThat(attachments(node)).hasSize(1);
            awaitEvents(node, 2);
        }
    }

    @Test
    void whatBelongsToAProjectThatIsGoneKeepsNothingElseBack() {
        String otherKey = "key_of_another";
        try (TestNode node = TestNode.start(settings)) {
            node.sql("INSERT INTO projects (number, org_id, name, slug)"
                    + " SELECT 7, org_id, 'Other', 'other' FROM projects");
            node.sql("INSERT INTO api_keys (project_id, key_value, label)" + " SELECT id, '" + otherKey
                    + "', 'other' FROM projects WHERE number = 7");
            sendBefore(node);
            await().until(() -> node.client()
                            .post("/api/7/envelope/", feedback("warms up"), "x-sentry-auth", otherKey)
                            .status()
                    == 200);
            postgres.stop();
            assertThat(node.client()
                            .post("/api/7/envelope/", feedback("for nobody"), "x-sentry-auth", otherKey)
                            .status())
                    .isEqualTo(200);
            assertThat(node.client().post(ENVELOPE, feedback("It broke")).status())
                    .isEqualTo(200);
        }
        postgres.start();
        deleteProject();
        try (TestNode node = TestNode.start(settings)) {
            assertThat(awaitFeedback(node)).containsExactly("It broke");
            await().until(() -> node.client().get("/readyz").text("status").equals("ok"));
        }
    }

    private void sendBefore(TestNode node) {
        Answer answer = node.client()
                .post(
                        ENVELOPE,
                        Envelopes.of(before)
                                .item("event", new JsonObject().put("message", "before"))
                                .bytes());
        assertThat(answer.status()).isEqualTo(200);
    }

    private void sendDuringOutage(TestNode node) {
        List<Answer> answers = new ArrayList<>();
        for (int sent = 0; sent < 2; sent++) {
            answers.add(node.client().post(ENVELOPE, envelope()));
        }
        answers.add(node.client().post(ENVELOPE, feedback("It broke")));
        answers.add(node.client()
                .post(
                        "/api/1/security/?sentry_key=" + KEY,
                        new JsonObject()
                                .put(
                                        "csp-report",
                                        new JsonObject()
                                                .put("document-uri", "https://shop.example/")
                                                .put("violated-directive", "img-src")
                                                .put("blocked-uri", "https://evil.example/a.png"))
                                .encode(),
                        "content-type",
                        "application/csp-report"));
        answers.add(node.client()
                .post(
                        ENVELOPE,
                        Envelopes.of(new JsonObject())
                                .item("session", new JsonObject())
                                .bytes()));
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
        assertThat(node.client().get("/readyz").text("status")).isEqualTo("degraded");
    }

    private void assertStored(TestNode node) {
        awaitEvents(node, 3);
        assertThat(node.number("SELECT count(*) FROM events WHERE event_id = $1", during))
                .isEqualTo(1);
        JsonArray files = await().until(() -> attachments(node), list -> !list.isEmpty());
        assertThat(files).hasSize(1);
        JsonObject file = files.getJsonObject(0);
        assertThat(file.getString("filename")).isEqualTo("shop.log");
        assertThat(file.getInteger("size")).isEqualTo(LOG.length);
        assertThat(node.client()
                        .get("/api/v1/attachments/" + file.getString("id"))
                        .body()
                        .getBytes(StandardCharsets.US_ASCII))
                .isEqualTo(LOG);
        assertThat(awaitFeedback(node)).containsExactly("It broke");
        assertThat(node.number("SELECT count(*) FROM events WHERE message LIKE '%img-src%'"))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(counts(node))
                .contains(
                        "session=3",
                        "attachment=2",
                        "client_report=2",
                        "feedback=1",
                        "discarded.error.network_error=4"));
        await().until(() -> node.client().get("/readyz").text("status").equals("ok"));
    }

    private static void awaitEvents(TestNode node, long count) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> node.number("SELECT count(*) FROM events") == count);
    }

    private List<String> awaitFeedback(TestNode node) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> said(node), said -> !said.isEmpty());
    }

    private List<String> said(TestNode node) {
        Answer answer = node.client().get("/api/v1/events/" + before);
        return answer.json().getJsonObject("event").getJsonArray("user_feedback", new JsonArray()).stream()
                .map(feedback -> ((JsonObject) feedback).getString("message"))
                .toList();
    }

    private JsonArray attachments(TestNode node) {
        return new JsonArray(
                node.client().get("/api/v1/events/" + during + "/attachments").body());
    }

    private static List<String> counts(TestNode node) {
        return new JsonArray(node.client().get("/api/v1/projects/1/items").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .map(item -> item.getString("category") + "=" + item.getLong("count"))
                        .toList();
    }

    private void deleteProject() {
        Vertx vertx = Vertx.vertx();
        try (TestDatabase database = new TestDatabase(vertx, uri)) {
            database.sql("DELETE FROM api_keys WHERE key_value = 'key_of_another'");
            database.sql("DELETE FROM projects WHERE number = 7");
        } finally {
            Await.await(vertx.close());
        }
    }

    private byte[] envelope() {
        return Envelopes.of(during)
                .item("event", new JsonObject().put("message", "during"))
                .attachment("shop.log", LOG)
                .item("session", new JsonObject())
                .item(
                        "client_report",
                        new JsonObject()
                                .put(
                                        "discarded_events",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("reason", "network_error")
                                                        .put("category", "error")
                                                        .put("quantity", 2))))
                .bytes();
    }

    private byte[] feedback(String words) {
        return Envelopes.of(before)
                .item(
                        "user_report",
                        new JsonObject().put("event_id", Envelopes.hex(before)).put("comments", words))
                .bytes();
    }
}
