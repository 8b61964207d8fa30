package dev.mesher.ingest;

import static dev.mesher.ingest.SentryNode.ENVELOPE;
import static dev.mesher.ingest.SentryNode.STORE;
import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client's own key on the routes of Sentry's clients: one request, one answer, whatever was in it. */
final class SentryKeyTest {
    private static final String KEY = "X-Mesh-Continuity-Request-Key";
    private static final String SECURITY = "/api/1/security/";
    private static final String REPORT =
            "{\"csp-report\":{\"effective-directive\":\"img-src\",\"blocked-uri\":\"https://a.example/x\"}}";

    @TempDir
    private static Path directory;

    private static SentryNode sentry;
    private static TestNode twin;

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        sentry = new SentryNode(directory.resolve("one"));
        twin = TestNode.start(
                TestNode.settings(sentry.node().databaseUri(), directory.resolve("two"), TestNode.NO_LIMIT));
    }

    @AfterAll
    static void stop() {
        twin.close();
        sentry.close();
    }

    @Test
    void anEventWithoutAnIdHasTheSameOneEachTime() {
        long before = events();
        byte[] envelope = Envelopes.of(new JsonObject())
                .item("event", new JsonObject().put("message", "no id"))
                .bytes();

        for (String path : List.of(ENVELOPE, STORE)) {
            byte[] body = path.equals(STORE) ? "{\"message\":\"no id\"}".getBytes(StandardCharsets.UTF_8) : envelope;
            Answer first = post(path, body, key + path.length());
            Answer second = post(path, body, key + path.length());

            assertThat(first.status()).as(first.body()).isEqualTo(200);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(sentry.detail(first.text("id")).getString("message")).isEqualTo("no id");
        }
        assertThat(events()).isEqualTo(before + 2);
        StoredCounts.assertConsistent(sentry.node().database(), events());
    }

    @Test
    void theSameBodyIsTheSameHoweverItIsPacked() throws IOException {
        byte[] body = SentryNode.event(UUID.randomUUID(), new JsonObject().put("message", "packed"));
        Answer plain = post(ENVELOPE, body, key);

        for (int level : new int[] {Deflater.BEST_SPEED, Deflater.BEST_COMPRESSION}) {
            Answer packed = sentry.client().post(ENVELOPE, gzip(body, level), KEY, key, "Content-Encoding", "gzip");
            assertThat(packed.status()).isEqualTo(200);
            assertThat(packed.body()).isEqualTo(plain.body());
        }
    }

    @Test
    void theSameKeyOnAnotherRouteIsAConflict() {
        byte[] body = "{\"message\":\"routes\"}".getBytes(StandardCharsets.UTF_8);
        long before = events();

        assertThat(post(EVENTS, body, key).status()).isEqualTo(202);
        assertThat(post(STORE, body, key).status()).isEqualTo(409);
        assertThat(post(STORE, body, key + "2").status()).isEqualTo(200);
        assertThat(post(EVENTS, body, key + "2").status()).isEqualTo(409);
        assertThat(events()).isEqualTo(before + 2);

        byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(post(ENVELOPE, empty, key + "3").body()).isEqualTo("{}");
        assertThat(post(STORE, empty, key + "3").status()).isEqualTo(409);
    }

    @Test
    void anEnvelopeWithoutAnEventIsCountedOnceAndKeepsItsKey() {
        byte[] body =
                Envelopes.of(new JsonObject()).item("session", new JsonObject()).bytes();
        long sessions = counted("session");

        assertThat(post(ENVELOPE, body, key).body()).isEqualTo("{}");
        assertThat(post(ENVELOPE, body, key).body()).isEqualTo("{}");
        Answer other = post(ENVELOPE, SentryNode.event(UUID.randomUUID(), new JsonObject()), key);

        assertThat(other.status()).isEqualTo(409);
        countAll();
        assertThat(counted("session")).isEqualTo(sessions + 1);
    }

    @Test
    void aTransactionOfAnOldClientIsCountedOnce() {
        long before = counted("transaction");
        byte[] body = "{\"type\":\"transaction\"}".getBytes(StandardCharsets.UTF_8);

        Answer first = post(STORE, body, key);

        assertThat(first.status()).isEqualTo(200);
        assertThat(post(STORE, body, key).body()).isEqualTo(first.body());
        countAll();
        assertThat(counted("transaction")).isEqualTo(before + 1);
    }

    @Test
    void anEnvelopeWithLargeAttachmentsIsOneRequest() {
        UUID id = UUID.randomUUID();
        long before = events();
        byte[] body = withFiles(id, "a");

        Answer first = post(ENVELOPE, body, key);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(post(ENVELOPE, body, key).body()).isEqualTo(first.body());

        byte[] other = withFiles(id, "b");
        assertThat(post(ENVELOPE, other, key).status()).isEqualTo(409);
        assertThat(events()).isEqualTo(before + 1);
        assertThat(attachments(id)).containsExactly("a");
    }

    @Test
    void attachmentsAloneAreOneRequest() {
        UUID id = UUID.randomUUID();
        byte[] body = Envelopes.of(id).attachment("alone", new byte[10]).bytes();

        assertThat(post(ENVELOPE, body, key).body()).isEqualTo("{}");
        assertThat(post(ENVELOPE, body, key).body()).isEqualTo("{}");
        byte[] other = Envelopes.of(id).attachment("another", new byte[10]).bytes();
        assertThat(post(ENVELOPE, other, key).status()).isEqualTo(409);

        byte[] event = SentryNode.event(id, new JsonObject().put("message", "late"));
        assertThat(post(ENVELOPE, event, key + "event").status()).isEqualTo(200);
        assertThat(attachments(id)).containsExactly("alone");
    }

    @Test
    void whatWasSampledOutStaysSo() {
        byte[] body = SentryNode.event(UUID.randomUUID(), new JsonObject().put("message", "sampled"));
        sampleRate(0.0);
        long before = events();
        await().until(() -> !stores("probe out"));
        Answer first = post(ENVELOPE, body, key);
        sampleRate(1.0);
        await().until(() -> stores("probe in"));
        long probed = events();

        assertThat(post(ENVELOPE, body, key).body()).isEqualTo(first.body());
        assertThat(events()).isEqualTo(probed).isGreaterThan(before);
        assertThat(post(ENVELOPE, SentryNode.event(UUID.randomUUID(), new JsonObject()), key)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        assertThat(post(ENVELOPE, "no envelope".getBytes(StandardCharsets.UTF_8), key)
                        .status())
                .isEqualTo(400);
        assertThat(post(STORE, "{".getBytes(StandardCharsets.UTF_8), key).status())
                .isEqualTo(400);
        assertThat(post(ENVELOPE, SentryNode.event(UUID.randomUUID(), new JsonObject()), key)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aSecurityReportIsOneRequestAndSeveralHaveNoKey() {
        long before = events();
        Answer first = post(SECURITY, REPORT.getBytes(StandardCharsets.UTF_8), key);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(post(SECURITY, REPORT.getBytes(StandardCharsets.UTF_8), key).body())
                .isEqualTo(first.body());
        assertThat(post(SECURITY, REPORT.replace("img", "font").getBytes(StandardCharsets.UTF_8), key)
                        .status())
                .isEqualTo(409);
        assertThat(events()).isEqualTo(before + 1);

        byte[] two = ("[" + REPORT + "," + REPORT + "]").getBytes(StandardCharsets.UTF_8);
        assertThat(post(SECURITY, two, key + "two").text("error")).startsWith(KEY);
        assertThat(events()).isEqualTo(before + 1);
    }

    @Test
    void twoNodesAtTheSameMomentAreOne() {
        long before = events();
        EventClient other = twin.client();
        for (int i = 0; i < 20; i++) {
            String path = i % 2 == 0 ? ENVELOPE : STORE;
            JsonObject event = new JsonObject().put("message", "moment " + i);
            byte[] body = path.equals(STORE)
                    ? event.encode().getBytes(StandardCharsets.UTF_8)
                    : Envelopes.of(new JsonObject()).item("event", event).bytes();
            List<CompletableFuture<Answer>> later = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                later.add((n % 2 == 0 ? sentry.client() : other).send(path, body, KEY, key + i));
            }

            List<Answer> answers = later.stream().map(EventClient::join).toList();

            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(answers)
                    .extracting(Answer::body)
                    .containsOnly(answers.get(0).body());
        }
        assertThat(events()).isEqualTo(before + 20);
        StoredCounts.assertConsistent(sentry.node().database(), events());
    }

    private static Answer post(String path, byte[] body, String key) {
        return sentry.client().post(path, body, KEY, key);
    }

    private static long events() {
        return sentry.node().number("SELECT count(*) FROM events");
    }

    private static long counted(String category) {
        return sentry.node()
                .number("SELECT coalesce(sum(item_count), 0)::bigint FROM item_counts WHERE category = $1", category);
    }

    /** What is counted is written together: once this is there, so is whatever came before. */
    private void countAll() {
        long before = counted("check_in");
        byte[] body = Envelopes.of(new JsonObject())
                .item("check_in", new JsonObject())
                .bytes();
        assertThat(post(ENVELOPE, body, key + "last").status()).isEqualTo(200);
        await().until(() -> counted("check_in") > before);
    }

    private static void sampleRate(double rate) {
        assertThat(sentry.client()
                        .post(
                                "/api/v1/projects/1/settings",
                                new JsonObject().put("sample_rate", rate).encode())
                        .status())
                .isEqualTo(200);
    }

    private static boolean stores(String message) {
        long before = events();
        sentry.client().event(message);
        return events() > before;
    }

    private static byte[] withFiles(UUID id, String name) {
        byte[] large = new byte[2 << 20];
        large[large.length - 1] = (byte) name.charAt(0);
        return Envelopes.of(id)
                .item("event", new JsonObject().put("message", "with files"))
                .attachment(name, large)
                .bytes();
    }

    private static List<String> attachments(UUID event) {
        Answer list = sentry.client().get("/api/v1/events/" + event + "/attachments");
        return new JsonArray(list.body())
                .stream()
                        .map(JsonObject.class::cast)
                        .map(item -> item.getString("filename"))
                        .toList();
    }

    private static byte[] gzip(byte[] plain, int level) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed) {
            {
                def.setLevel(level);
            }
        }) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
