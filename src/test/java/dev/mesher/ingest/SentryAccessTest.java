package dev.mesher.ingest;

import static dev.mesher.ingest.SentryNode.ENVELOPE;
import static dev.mesher.ingest.SentryNode.STORE;
import static dev.mesher.testing.EventClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send by Sentry's protocol, from a page of another origin, too. */
final class SentryAccessTest {
    @AutoClose
    private static SentryNode sentry;

    @BeforeAll
    static void start(@TempDir Path directory) {
        sentry = new SentryNode(directory);
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
            RawHttp.Answer answer = sentry.http().post(path + (query == null ? "" : query.formatted(KEY)), body, line);
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
        }
    }

    @Test
    void theKeyInTheEnvelope() {
        String dsn = "{\"dsn\":\"http://" + KEY + "@localhost/1\"}";

        assertThat(sentry.http().post(ENVELOPE, dsn).status()).isEqualTo(200);
        assertThat(sentry.http().post("/api/7/envelope/", dsn).status()).isEqualTo(403);
        assertThat(sentry.http().post(ENVELOPE, dsn.replace(KEY, "nobody")).status())
                .isEqualTo(401);
        assertThat(sentry.http().post(ENVELOPE, "{}").status()).isEqualTo(401);
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
        RawHttp.Answer answer = sentry.http().post(path, "{}", "x-sentry-auth: " + key.replace("KEY", KEY));

        assertThat(answer.status()).isEqualTo(status);
        assertCors(answer);
        assertThat(answer.error()).isNotEmpty().isEqualTo(answer.object().getString("detail"));
    }

    @Test
    void everyAnswerHasCorsAndNoOtherRouteDoes() {
        String auth = "x-sentry-auth: " + KEY;
        assertCors(sentry.http().post(ENVELOPE, "{}", auth));
        assertCors(sentry.http().post(ENVELOPE, "not json", auth));
        assertCors(sentry.http().post(STORE, "{", auth));
        RawHttp.Answer unknown = sentry.http().post(STORE, "{}", auth, "Content-Encoding: lzma");
        assertThat(unknown.status()).isEqualTo(415);
        assertCors(unknown);
        RawHttp.Answer get = sentry.http().get(ENVELOPE, auth);
        assertThat(get.status()).isEqualTo(405);
        assertThat(get.header("allow")).hasValue("POST, OPTIONS");
        assertCors(get);

        assertThat(sentry.http()
                        .post("/api/v1/events", "{\"message\":\"m\"}", auth)
                        .header("access-control-allow-origin"))
                .isEmpty();
        assertThat(sentry.http().get("/api/v1/projects").header("access-control-allow-origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ENVELOPE, STORE, "/api/1/security", "/api/1/csp-report/", "/api/store"})
    void aBrowserMayAskFirst(String path) {
        RawHttp.Answer answer = sentry.http()
                .send(
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

    static void assertCors(RawHttp.Answer answer) {
        assertThat(answer.header("access-control-allow-origin")).hasValue("*");
        assertThat(answer.header("access-control-expose-headers").orElse(""))
                .contains("x-sentry-rate-limits", "retry-after");
    }
}
