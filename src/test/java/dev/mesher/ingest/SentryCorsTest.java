package dev.mesher.ingest;

import static dev.mesher.testing.EventClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.RawSocket;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another origin can read every answer where Sentry's clients send, also of what no route gets to see. */
final class SentryCorsTest {
    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://shop.example\r\n";

    @AutoClose
    private static SentryNode sentry;

    @BeforeAll
    static void start(@TempDir Path directory) {
        sentry = new SentryNode(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/1/envelope/?sentry_key=%zz, 400",
        "POST, /api/1/envelope/?sentry_key=KEY&x=%, 400",
        "POST, /api/1/store/?sentry_key=%e0%a4%a, 400",
        "POST, /api/store/?x=%zz, 400",
        "POST, /api/%zz/envelope/, 400",
        "POST, /api/%/store, 400",
        "POST, /api/1/%zz, 400",
        "POST, //api//1//envelope/?sentry_key=nobody, 401",
        "POST, /%61pi/1/envelope/?sentry_key=nobody, 401",
        "GET, /api/1/envelope/?sentry_key=KEY, 405",
        "GET, /api/1/store/?sentry_key=KEY&sentry_data=eyJtZXNzYWdlIjoibSJ9, 405",
        "PUT, /api/1/envelope/?sentry_key=KEY, 405",
        "BREW, /api/1/security/, 405",
        "POST, /api/1/minidump?sentry_key=KEY, 404",
        "POST, /api/1/minidump/?sentry_key=KEY, 404",
        "POST, /api/1/nel/?sentry_key=KEY, 404",
        "POST, /api/1/unreal/KEY/, 404",
        "POST, /api/1/upload/, 404",
        "POST, /api/1/events/0123456789abcdef0123456789abcdef/attachments/, 404",
        "PUT, /api/1/cron/nightly/KEY, 404",
        "POST, /api/1/integration/otlp/v1/traces, 404",
        "POST, /api/1/playstation/, 404",
        "GET, /api/embed/error-page/?dsn=x&eventId=y, 404",
        "GET, /api/0/organizations/acme/chunk-upload/, 404",
        "POST, /api/1/, 404",
        "POST, /api/v2/events, 404",
    })
    void everyAnswerHasCors(String method, String target, int status) {
        Answer answer = sentry.http().send(method, target.replace("KEY", KEY), "{}", "Origin: https://shop.example");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        SentryAccessTest.assertCors(answer);
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.error()).isNotEmpty();
        if (status == 404) {
            assertThat(answer.error()).contains("envelope, store, security and csp-report");
        }
        if (status == 405) {
            assertThat(answer.header("allow")).hasValue("POST, OPTIONS");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 99999999, 413",
        "Content-Length: 99999999999999999999, 400",
        "Content-Length: -1, 400",
        "Content-Length: ten, 400",
        "X-Bad: a\0b, 400",
        "X-Large: LARGE, 431",
        "Content-Encoding: lzma, 415",
    })
    void alsoOfRequestsThatAreTooLargeOrNoHttp(String header, int status) {
        Answer answer = raw("POST /api/1/store/?sentry_key=" + KEY + HEAD + header.replace("LARGE", "l".repeat(20_000))
                + "\r\n\r\n");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        SentryAccessTest.assertCors(answer);
        assertThat(answer.error()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/api/1/store/, 16, 413", "/api/1/envelope/, 640, 413"})
    void alsoOfBodiesThatGrowTooLarge(String path, int chunks, int status) {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        Answer answer = raw("POST " + path + "?sentry_key=" + KEY + HEAD + "Transfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(chunks) + "1\r\n{\r\n0\r\n\r\n");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        SentryAccessTest.assertCors(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/1/envelope/?sentry_key=", "/"})
    void alsoOfATargetThatIsTooLongToBeRead(String start) {
        Answer answer = raw("POST " + start + "k".repeat(5_000) + HEAD + "\r\n");

        assertThat(answer.status()).isEqualTo(414);
        SentryAccessTest.assertCors(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/1/envelope/?sentry_key=%zz",
                "/api/%zz/envelope/",
                "/api/1/minidump/",
                "/api/1/nel/",
                "/api/embed/error-page/",
                "/api/shop/store/",
                "/api/1/envelope/?sentry_key=nobody",
            })
    void aPreflightIsAnsweredWhateverIsAskedFor(String target) {
        Answer answer = sentry.http()
                .send(
                        "OPTIONS",
                        target,
                        "",
                        "Origin: https://shop.example",
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: x-own");

        assertThat(answer.status()).isEqualTo(204);
        SentryAccessTest.assertCors(answer);
        assertThat(answer.header("access-control-allow-methods")).hasValue("POST, OPTIONS");
        assertThat(answer.header("access-control-allow-headers").orElse("")).contains("x-sentry-auth", "x-own");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/projects/%zz/issues, 400",
        "GET, /api/v1/projects?limit=%zz, 403",
        "POST, /api/v1/events?x=%zz, 400",
        "GET, /api/v1/nothing, 404",
        "GET, /api/v1, 404",
        "OPTIONS, /api/v1/events, 405",
        "POST, //api/v1/events, 401",
        "GET, /nothing, 404",
        "GET, /api, 404",
        "GET, /healthz, 403",
    })
    void noOtherRouteHasIt(String method, String target, int status) {
        Answer answer = sentry.http().send(method, target, "", "Origin: https://shop.example");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("access-control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events", "/metrics", "/"})
    void norHasWhatIsNoHttpElsewhere(String path) {
        Answer answer = raw("POST " + path + HEAD + "X-Large: " + "l".repeat(20_000) + "\r\n\r\n");

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
    }

    private static Answer raw(String request) {
        try (RawSocket socket = new RawSocket(sentry.node().httpPort())) {
            return socket.send(request).read();
        }
    }
}
