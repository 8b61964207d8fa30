package dev.mesher.ingest;

import static dev.mesher.ingest.SentryNode.ENVELOPE;
import static dev.mesher.ingest.SentryNode.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentry's protocol over HTTP, from the request to what a reader sees of it. */
final class SentryIngestTest {
    @AutoClose
    private static SentryNode sentry;

    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path directory) {
        sentry = new SentryNode(directory);
    }

    @Test
    void anEnvelopesEventCanBeRead() {
        Answer answer = sentry.client()
                .post(
                        ENVELOPE,
                        event(id, new JsonObject().put("message", "hello").put("level", "warning")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\":\"" + Envelopes.hex(id) + "\"}");
        assertThat(answer.header("content-type")).hasValue("application/json");
        JsonObject read = sentry.detail(id.toString());
        assertThat(read.getString("message")).isEqualTo("hello");
        assertThat(read.getString("level")).isEqualTo("warning");
        assertThat(read.getString("event_id")).isEqualTo(id.toString());
    }

    @Test
    void sentAgainItIsStoredOnceAndAnsweredAlike() {
        byte[] body = event(id, new JsonObject().put("message", "twice"));

        assertThat(sentry.client().post(ENVELOPE, body).body())
                .isEqualTo(sentry.client().post(ENVELOPE, body).body());

        assertThat(sentry.node().number("SELECT count(*) FROM events WHERE event_id = $1", id))
                .isEqualTo(1);
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

        Answer answer = sentry.client()
                .post(
                        path + "?sentry_release=shop%401&sentry_environment=prod",
                        body,
                        "Content-Type",
                        "application/csp-report");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject read = sentry.detail(answer.text("id"));
        assertThat(read.getString("message")).isEqualTo("Blocked by 'script-src': https://evil.example");
        assertThat(read.getJsonArray("client_fingerprint"))
                .containsExactly("csp", "script-src", "https://evil.example");
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

        Answer answer =
                sentry.client().post("/api/1/security/", reports.encode(), "Content-Type", "application/reports+json");

        JsonObject read = sentry.detail(answer.text("id"));
        assertThat(read.getString("message")).isEqualTo("Blocked by 'img-src': inline code");
        assertThat(read.getString("user_agent")).isEqualTo("Browser/1");
    }

    @Test
    void theClientsAddressIsTakenFromTheConnectionAndNotFromWhatItClaims() {
        JsonObject event =
                new JsonObject().put("message", "ip").put("user", new JsonObject().put("ip_address", "{{auto}}"));

        sentry.client().post(ENVELOPE, event(id, event), "X-Forwarded-For", "203.0.113.9");

        assertThat(sentry.detail(id.toString()).getJsonObject("user_context").getString("ip_address"))
                .isEqualTo("127.0.0.1");
    }
}
