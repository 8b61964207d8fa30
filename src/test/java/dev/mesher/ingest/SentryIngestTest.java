package dev.mesher.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentry's protocol over HTTP, from the request to what a reader sees of it. */
final class SentryIngestTest {
    private static final String ENVELOPE = "/api/1/envelope/";
    private static final String STORE = "/api/1/store/";
    private static final String KEY = EventClient.KEY;

    /** {@code {"message":"by brotli"}} by the reference encoder. */
    private static final String BROTLI = "CwuAeyJtZXNzYWdlIjoiYnkgYnJvdGxpIn0D";

    @TempDir
    private static Path directory;

    private static TestNode node;
    private static EventClient client;
    private static RawHttp http;

    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void start() {
        node = TestNode.start(directory);
        client = node.client();
        http = new RawHttp(node.httpPort());
        node.sql("INSERT INTO projects (number, org_id, name, slug) SELECT 7, org_id, 'Other', 'other' FROM projects");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void anEnvelopesEventCanBeRead() {
        Answer answer = client.post(
                ENVELOPE, event(new JsonObject().put("message", "hello").put("level", "warning")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\":\"" + Envelopes.hex(id) + "\"}");
        assertThat(answer.header("content-type")).hasValue("application/json");
        JsonObject read = detail();
        assertThat(read.getString("message")).isEqualTo("hello");
        assertThat(read.getString("level")).isEqualTo("warning");
        assertThat(read.getString("event_id")).isEqualTo(id.toString());
    }

    @Test
    void sentAgainItIsStoredOnceAndAnsweredAlike() {
        byte[] body = event(new JsonObject().put("message", "twice"));

        assertThat(client.post(ENVELOPE, body).body())
                .isEqualTo(client.post(ENVELOPE, body).body());

        assertThat(node.number("SELECT count(*) FROM events WHERE event_id = $1", id))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Sentry-Auth: Sentry sentry_key=%s,sentry_version=7,sentry_client=java/1 | ",
                "x-sentry-auth: sentry sentry_version=7, sentry_key=%s, sentry_secret=x, | ",
                "Authorization: Sentry sentry_key=%s | ",
                "Authorization: Bearer %s | ",
                "Authorization: Basic BASIC | ",
                "X-None: x | ?sentry_version=7&sentry_key=%s&sentry_client=sentry.javascript.node%%2F11.12.0",
            })
    void theKeyInEveryForm(String header, String query) {
        String basic = Base64.getEncoder().encodeToString((KEY + ":").getBytes(StandardCharsets.UTF_8));
        String line = header.replace("BASIC", basic).replace("%s", KEY);

        for (String path :
                List.of("/api/1/envelope", "/api/1/envelope/", "/api/1/store", "/api/1/store/", "/api/store/")) {
            String body = path.contains("envelope") ? "{}" : "{\"message\":\"key\"}";
            RawHttp.Answer answer = http.post(path + (query == null ? "" : query.formatted(KEY)), body, line);
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
        }
    }

    @Test
    void theKeyInTheEnvelope() {
        String dsn = "{\"dsn\":\"http://" + KEY + "@localhost/1\"}";

        assertThat(http.post(ENVELOPE, dsn).status()).isEqualTo(200);
        assertThat(http.post("/api/7/envelope/", dsn).status()).isEqualTo(403);
        assertThat(http.post(ENVELOPE, dsn.replace(KEY, "nobody")).status()).isEqualTo(401);
        assertThat(http.post(ENVELOPE, "{}").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/1/envelope/, nobody, 401",
        "/api/7/envelope/, KEY, 403",
        "/api/7/store/, KEY, 403",
        "/api/999/envelope/, KEY, 403",
        "/api/shop/envelope/, KEY, 404",
        "/api/99999999999999999999/store/, KEY, 404",
        "/api/1/store/, nobody, 401",
    })
    void whoIsNotLetInHearsItWithCors(String path, String key, int status) {
        RawHttp.Answer answer = http.post(path, "{}", "x-sentry-auth: " + key.replace("KEY", KEY));

        assertThat(answer.status()).isEqualTo(status);
        assertCors(answer);
        assertThat(answer.error()).isNotEmpty().isEqualTo(answer.object().getString("detail"));
    }

    @Test
    void everyAnswerHasCorsAndNoOtherRouteDoes() {
        String auth = "x-sentry-auth: " + KEY;
        assertCors(http.post(ENVELOPE, "{}", auth));
        assertCors(http.post(ENVELOPE, "not json", auth));
        assertCors(http.post(STORE, "{", auth));
        RawHttp.Answer unknown = http.post(STORE, "{}", auth, "Content-Encoding: lzma");
        assertThat(unknown.status()).isEqualTo(415);
        assertCors(unknown);
        RawHttp.Answer get = http.get(ENVELOPE, auth);
        assertThat(get.status()).isEqualTo(405);
        assertThat(get.header("allow")).hasValue("POST, OPTIONS");
        assertCors(get);

        assertThat(http.post("/api/v1/events", "{\"message\":\"m\"}", auth).header("access-control-allow-origin"))
                .isEmpty();
        assertThat(http.get("/api/v1/projects").header("access-control-allow-origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ENVELOPE, STORE, "/api/1/security", "/api/1/csp-report/", "/api/store"})
    void aBrowserMayAskFirst(String path) {
        RawHttp.Answer answer = http.send(
                "OPTIONS",
                path,
                "",
                "Origin: https://shop.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: x-own,content-type");

        assertThat(answer.status()).isEqualTo(204);
        assertCors(answer);
        assertThat(answer.header("access-control-allow-methods")).hasValue("POST, OPTIONS");
        assertThat(answer.header("access-control-allow-headers").orElse("")).contains("x-sentry-auth", "x-own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "gzip", "deflate", "raw-deflate", "zstd"})
    void everyEncoding(String encoding) throws IOException {
        byte[] plain = event(new JsonObject().put("message", "encoded"));
        byte[] body = encoded(encoding, plain);

        Answer answer = client.post(ENVELOPE, body, "Content-Encoding", encoding.replace("raw-", ""));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(detail().getString("message")).isEqualTo("encoded");
    }

    @Test
    void brotli() {
        Answer answer = client.post(STORE, Base64.getDecoder().decode(BROTLI), "Content-Encoding", "br");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(detail(answer.text("id")).getString("message")).isEqualTo("by brotli");
    }

    @Test
    void bodiesOfOldClients() throws IOException {
        byte[] zlib = encoded(
                "deflate",
                new JsonObject()
                        .put("event_id", Envelopes.hex(id))
                        .put("message", "old")
                        .encode()
                        .getBytes(StandardCharsets.UTF_8));

        Answer answer =
                client.post(STORE, Base64.getEncoder().encode(zlib), "Content-Type", "application/octet-stream");

        assertThat(answer.body()).isEqualTo("{\"id\":\"" + Envelopes.hex(id) + "\"}");
        assertThat(detail().getString("message")).isEqualTo("old");
        assertThat(client.post(STORE, "AAAA").status()).isEqualTo(400);
    }

    @Test
    void aChunkedBody() {
        byte[] body = event(new JsonObject().put("message", "chunked"));
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            socket.send("POST " + ENVELOPE + "?sentry_key=" + KEY
                    + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int at = 0; at < body.length; at += 10) {
                int length = Math.min(10, body.length - at);
                socket.send(Integer.toHexString(length) + "\r\n")
                        .send(Arrays.copyOfRange(body, at, at + length))
                        .send("\r\n");
            }
            assertThat(socket.send("0\r\n\r\n").read().status()).isEqualTo(200);
        }
        assertThat(detail().getString("message")).isEqualTo("chunked");
    }

    @Test
    void whoExpectsToContinueIsToldToOnlyWhenTheBodyIsRead() {
        byte[] body = event(new JsonObject().put("message", "expected"));
        String head = "POST " + ENVELOPE + "?sentry_key=%s HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                + "Content-Length: %d\r\n\r\n";
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            assertThat(socket.send(head.formatted(KEY, body.length)).read().status())
                    .isEqualTo(100);
            assertThat(socket.send(body).read().status()).isEqualTo(200);
        }
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            assertThat(socket.send(
                                    "POST /api/7/envelope/?sentry_key=" + KEY
                                            + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(403);
        }
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            assertThat(socket.send(head.formatted(KEY, 100 << 20)).read().status())
                    .isEqualTo(413);
        }
    }

    @Test
    void itemsOfOtherKindsAreCounted() {
        node.sql("DELETE FROM item_counts");
        byte[] body = Envelopes.of(new JsonObject())
                .item("session", new JsonObject())
                .item("transaction", new JsonObject())
                .item("check_in", new JsonObject())
                .item("span", new JsonObject())
                .item("replay_event", new JsonObject())
                .item("brand_new", new JsonObject())
                .closed();

        assertThat(client.post(ENVELOPE, body).body()).isEqualTo("{}");
        assertThat(client.post(STORE, "{\"type\":\"transaction\"}").status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(items())
                .contains("transaction=2", "session=1", "check_in=1", "span=1", "replay=1", "other=1"));
    }

    @Test
    void attachmentsComeWithTheirEvent() {
        byte[] log = "line\n{\"type\":\"event\"}\n".getBytes(StandardCharsets.UTF_8);
        byte[] dump = new byte[3 << 20];
        dump[(3 << 20) - 1] = 42;
        byte[] body = Envelopes.of(id)
                .item("event", new JsonObject().put("message", "with files"))
                .attachment("naïve \"log\".html", log)
                .sized(
                        new JsonObject()
                                .put("type", "attachment")
                                .put("filename", "dump.dmp")
                                .put("content_type", "application/x-dmp")
                                .put("attachment_type", "event.minidump"),
                        dump)
                .bytes();

        assertThat(client.post(ENVELOPE, body).status()).isEqualTo(200);
        assertThat(client.post(ENVELOPE, body).status()).as("sent again").isEqualTo(200);

        JsonArray list = new JsonArray(
                client.get("/api/v1/events/" + id + "/attachments").body());
        assertThat(list).hasSize(2);
        JsonObject first = list.getJsonObject(0);
        assertThat(first.getString("filename")).isEqualTo("dump.dmp");
        assertThat(first.getString("type")).isEqualTo("event.minidump");
        assertThat(first.getString("content_type")).isEqualTo("application/x-dmp");
        assertThat(first.getInteger("size")).isEqualTo(3 << 20);
        assertThat(list.getJsonObject(1).getString("type")).isEqualTo("event.attachment");
        Answer bytes = client.get("/api/v1/attachments/" + list.getJsonObject(1).getString("id"));
        assertThat(bytes.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(log);
        assertThat(bytes.header("content-type")).hasValue("application/octet-stream");
        assertThat(bytes.header("x-content-type-options")).hasValue("nosniff");
        assertThat(bytes.header("content-disposition"))
                .hasValue("attachment; filename=\"na_ve _log_.html\"; filename*=UTF-8''na%C3%AFve%20%22log%22.html");
        Answer large = client.get("/api/v1/attachments/" + first.getString("id"));
        assertThat(large.body()).hasSize(3 << 20).endsWith("*");
    }

    @Test
    void attachmentsMayComeBeforeTheirEventAndEmpty() {
        assertThat(client.post(
                                ENVELOPE,
                                Envelopes.of(id)
                                        .attachment("early", new byte[0])
                                        .bytes())
                        .body())
                .isEqualTo("{}");
        assertThat(client.get("/api/v1/events/" + id + "/attachments").status()).isEqualTo(404);

        client.post(ENVELOPE, event(new JsonObject().put("message", "late")));

        JsonArray list = new JsonArray(
                client.get("/api/v1/events/" + id + "/attachments").body());
        assertThat(list.getJsonObject(0).getString("filename")).isEqualTo("early");
        assertThat(client.get("/api/v1/attachments/" + list.getJsonObject(0).getString("id"))
                        .body())
                .isEmpty();
    }

    @Test
    void whatUsersSayIsShownWithTheirEvent() {
        JsonObject report = new JsonObject()
                .put("event_id", Envelopes.hex(id))
                .put("name", "Ann")
                .put("email", "ann@a.example")
                .put("comments", "It broke");
        JsonObject feedback = new JsonObject()
                .put("event_id", Envelopes.hex(UUID.randomUUID()))
                .put(
                        "contexts",
                        new JsonObject()
                                .put(
                                        "feedback",
                                        new JsonObject()
                                                .put("message", "Me too")
                                                .put("contact_email", "bob@a.example")
                                                .put("url", "https://shop.example/cart")
                                                .put("associated_event_id", Envelopes.hex(id))));
        client.post(ENVELOPE, event(new JsonObject().put("message", "with feedback")));
        for (int i = 0; i < 2; i++) {
            assertThat(client.post(
                                    ENVELOPE,
                                    Envelopes.of(id).item("user_report", report).bytes())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(client.post(
                                ENVELOPE,
                                Envelopes.of(new JsonObject())
                                        .item("feedback", feedback)
                                        .bytes())
                        .status())
                .isEqualTo(200);

        JsonArray said = detail().getJsonArray("user_feedback");

        assertThat(said).hasSize(2);
        assertThat(said.getJsonObject(0).getString("message")).isEqualTo("It broke");
        assertThat(said.getJsonObject(0).getString("email")).isEqualTo("ann@a.example");
        assertThat(said.getJsonObject(1).getString("message")).isEqualTo("Me too");
        assertThat(said.getJsonObject(1).getString("url")).isEqualTo("https://shop.example/cart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/1/security/", "/api/1/csp-report", "envelope"})
    void contentSecurityPolicyReports(String where) {
        JsonObject csp = new JsonObject()
                .put(
                        "csp-report",
                        new JsonObject()
                                .put("document-uri", "https://shop.example/" + id)
                                .put("violated-directive", "script-src 'self'")
                                .put("blocked-uri", "https://evil.example/x.js?y=1"));
        String path = where.equals("envelope") ? ENVELOPE : where;
        byte[] body = where.equals("envelope")
                ? Envelopes.of(new JsonObject()).item("raw_security", csp).bytes()
                : csp.encode().getBytes(StandardCharsets.UTF_8);

        Answer answer = client.post(
                path + "?sentry_release=shop%401&sentry_environment=prod",
                body,
                "Content-Type",
                "application/csp-report");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject read = detail(answer.text("id"));
        assertThat(read.getString("message")).isEqualTo("Blocked by 'script-src': https://evil.example");
        assertThat(read.getJsonArray("fingerprint")).containsExactly("csp", "script-src", "https://evil.example");
        assertThat(read.getJsonObject("request").getString("url")).isEqualTo("https://shop.example/" + id);
        assertThat(read.getString("release")).isEqualTo(where.equals("envelope") ? null : "shop@1");
    }

    @Test
    void reportsOfTheReportingApi() {
        JsonArray reports = new JsonArray()
                .add(new JsonObject().put("type", "deprecation").put("body", new JsonObject()))
                .add(new JsonObject()
                        .put("type", "csp-violation")
                        .put("user_agent", "Browser/1")
                        .put(
                                "body",
                                new JsonObject()
                                        .put("documentURL", "https://shop.example/")
                                        .put("effectiveDirective", "img-src")
                                        .put("blockedURL", "inline")));

        Answer answer = client.post("/api/1/security/", reports.encode(), "Content-Type", "application/reports+json");

        JsonObject read = detail(answer.text("id"));
        assertThat(read.getString("message")).isEqualTo("Blocked by 'img-src': inline code");
        assertThat(read.getString("user_agent")).isEqualTo("Browser/1");
    }

    @Test
    void whatIsTooLargeIsRefused() throws IOException {
        JsonObject huge =
                new JsonObject().put("message", "m").put("extra", new JsonObject().put("x", "y".repeat(1 << 20)));

        assertThat(client.post(ENVELOPE, event(huge)).status()).isEqualTo(413);
        assertThat(client.post(ENVELOPE, encoded("gzip", event(huge)), "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(413);
        assertThat(client.post(STORE, huge.encode()).status()).isEqualTo(413);
        assertThat(client.post(ENVELOPE, encoded("gzip", new byte[41 << 20]), "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(413);
        assertThat(client.post(
                                ENVELOPE,
                                Envelopes.of(id)
                                        .attachment("a", new byte[21 << 20])
                                        .bytes())
                        .status())
                .isEqualTo(413);
    }

    @Test
    void theClientsAddressIsTakenFromTheConnectionAndNotFromWhatItClaims() {
        JsonObject event =
                new JsonObject().put("message", "ip").put("user", new JsonObject().put("ip_address", "{{auto}}"));

        client.post(ENVELOPE, event(event), "X-Forwarded-For", "203.0.113.9");

        assertThat(detail().getJsonObject("user_context").getString("ip_address"))
                .isEqualTo("127.0.0.1");
    }

    private byte[] event(JsonObject event) {
        return Envelopes.of(id).item("event", event).bytes();
    }

    private JsonObject detail() {
        return detail(id.toString());
    }

    private static JsonObject detail(String event) {
        Answer answer = client.get("/api/v1/events/" + event);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonObject("event");
    }

    private static List<String> items() {
        return new JsonArray(client.get("/api/v1/projects/1/items").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .map(item -> item.getString("category") + "=" + item.getLong("count"))
                        .toList();
    }

    private static void assertCors(RawHttp.Answer answer) {
        assertThat(answer.header("access-control-allow-origin")).hasValue("*");
        assertThat(answer.header("access-control-expose-headers").orElse(""))
                .contains("x-sentry-rate-limits", "retry-after");
    }

    private static byte[] encoded(String encoding, byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (encoding) {
            case "gzip" -> {
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(plain);
                }
            }
            case "deflate" -> {
                try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
                    zlib.write(plain);
                }
            }
            case "raw-deflate" -> {
                try (DeflaterOutputStream bare = new DeflaterOutputStream(out, new Deflater(9, true))) {
                    bare.write(plain);
                }
            }
            case "zstd" -> out.writeBytes(Zstd.compress(plain));
            default -> out.writeBytes(plain);
        }
        return out.toByteArray();
    }
}
