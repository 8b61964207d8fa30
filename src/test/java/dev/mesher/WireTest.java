package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.NoErrorLogged;
import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that a proxy may have read otherwise is refused, and nothing that follows it is served. Exact bytes, both ports. */
final class WireTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String FOLLOWING = "GET /healthz HTTP/1.1\r\n" + HOST + "\r\n";
    private static final String ONLY_CHUNKED = "Transfer-Encoding must be chunked and nothing else";
    private static final String TARGET = "the request target must be a path or an http URL";

    @AutoClose
    private static TestNode node;

    @RegisterExtension
    private final NoErrorLogged log = new NoErrorLogged();

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    static Stream<Arguments> ambiguous() {
        return Stream.of(
                http11("Transfer-Encoding: chunked, identity\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: identity, chunked\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: gzip, chunked\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: chunked, chunked\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: gzip\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: identity\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: xchunked\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: chunked;q=1\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: \"chunked\"\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: chunked,\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: , chunked\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: \r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding:\r\n chunked\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", ONLY_CHUNKED),
                http11("Transfer-Encoding: chunked\r\ntransfer-encoding: identity\r\n", ONLY_CHUNKED),
                http11(
                        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                        "Content-Length beside Transfer-Encoding"),
                http11(
                        "Transfer-Encoding: Chunked\r\nContent-Length: 0\r\n",
                        "Content-Length beside Transfer-Encoding"),
                http11("Transfer-Encoding: identity\r\nContent-Length: 5\r\n", ONLY_CHUNKED),
                http10("Transfer-Encoding: chunked\r\n", "Transfer-Encoding needs HTTP/1.1"),
                http10("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "Transfer-Encoding needs HTTP/1.1"),
                http10("Content-Length: 5\r\nContent-Length: 0\r\n", "more than one Content-Length"),
                http10("Content-Length: 5\r\nContent-Length: 5\r\n", "more than one Content-Length"),
                http10("Content-Length: 5, 5\r\n", "bad request"),
                http11("Content-Length: 5\r\nContent-Length: 5\r\n", "bad request"),
                http11("Content-Length: 5, 5\r\n", "bad request"),
                http11("Content-Length: +5\r\n", "bad request"),
                http11("Content-Length: 0x5\r\n", "bad request"),
                http11("Content-Length: 5 5\r\n", "bad request"),
                http11("Content-Length:\r\n", "bad request"),
                http11("Content-Length : 5\r\n", "bad request"),
                http11("Transfer-Encoding : chunked\r\n", "bad request"),
                http11("Transfer-Encoding: \u000bchunked\r\n", "bad request"),
                http11("X: a\rTransfer-Encoding: chunked\r\n", "bad request"),
                http11("X: a\nTransfer-Encoding: chunked\r\n", "bad request"),
                Arguments.of(
                        "GET /healthz HTTP/1.1\r\n" + HOST + "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n",
                        "Sec-WebSocket-Key1 belongs to an obsolete version of WebSocket"),
                Arguments.of("\0" + FOLLOWING, "bad request"),
                Arguments.of("GET /healthz HTTP/1.1\r\n Host: localhost\r\n\r\n", "bad request"),
                Arguments.of("GET /healthz HTTP/1.1\r\n" + HOST + "Host: localhost\r\n\r\n", "more than one Host"),
                Arguments.of("GET /healthz HTTP/1.0\r\n" + HOST + "Host: b\r\n\r\n", "more than one Host"),
                Arguments.of("GET /healthz HTTP/1.1\r\n\r\n", "no Host"),
                Arguments.of("GET healthz HTTP/1.1\r\n" + HOST + "\r\n", TARGET),
                Arguments.of("GET x/y://z/healthz HTTP/1.1\r\n" + HOST + "\r\n", TARGET),
                Arguments.of("GET ftp://localhost/healthz HTTP/1.1\r\n" + HOST + "\r\n", TARGET),
                Arguments.of("GET http://localhost?/healthz HTTP/1.1\r\n" + HOST + "\r\n", TARGET),
                Arguments.of("GET http:///healthz HTTP/1.1\r\n" + HOST + "\r\n", TARGET),
                Arguments.of("GET http://a@localhost/healthz HTTP/1.1\r\n" + HOST + "\r\n", TARGET),
                Arguments.of("GET * HTTP/1.1\r\n" + HOST + "\r\n", TARGET),
                Arguments.of("CONNECT localhost:80 HTTP/1.1\r\n" + HOST + "\r\n", TARGET));
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void itIsRefusedAndItsConnectionEnds(String request, String words) {
        for (int port : List.of(node.httpPort(), node.webSocketPort())) {
            try (RawSocket socket = new RawSocket(port)) {
                socket.send(request + FOLLOWING);

                assertRefused(socket, words);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/events",
                "POST /api/v1/events/bulk",
                "POST /api/1/envelope/",
                "POST /api/1/store/",
                "POST /api/v1/auth/login",
                "POST /api/v1/projects/default/settings",
                "GET /api/v1/projects/default/issues",
                "GET /healthz",
                "GET /readyz",
                "GET /metrics",
                "GET /openapi.yaml",
                "OPTIONS /api/1/envelope/",
                "GET /nothing"
            })
    void everyRouteRefusesIt(String methodAndPath) {
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            socket.send(methodAndPath + " HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");

            assertRefused(socket, ONLY_CHUNKED);
        }
    }

    /** What every load balancer and the runbook's curl may send. */
    @ParameterizedTest
    @ValueSource(strings = {"/ingest", "/ws/ingest", "/stream/projects/default", "/nothing"})
    void upgradesRefuseIt(String path) {
        String upgrade = StreamClient.upgrade(path);
        for (String line : List.of("Transfer-Encoding: identity\r\n" + HOST, HOST + HOST, "", "Host: a@b\r\n")) {
            try (RawSocket socket = new RawSocket(node.webSocketPort())) {
                socket.send(upgrade.replace(HOST, line));

                assertThat(socket.read().status()).isEqualTo(400);
                assertThat(socket.isEnded()).isTrue();
            }
        }
    }

    /** The attack itself: what one reader takes for a body, the other would take for a request. */
    @Test
    void aHiddenRequestIsNeverServed() {
        String hidden = "POST /api/v1/events HTTP/1.1\r\n" + HOST + "x-sentry-auth: " + EventClient.KEY
                + "\r\nContent-Length: 21\r\n\r\n{\"message\":\"smuggled\"}";
        for (String head : List.of(
                "HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n",
                "HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n",
                "HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: " + (5 + hidden.length()) + "\r\n",
                "HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 5\r\nContent-Length: " + (5 + hidden.length())
                        + "\r\n")) {
            try (RawSocket socket = new RawSocket(node.httpPort())) {
                socket.send("POST /api/v1/events " + head + HOST + "\r\n0\r\n\r\n" + hidden);

                assertThat(socket.read().status()).isEqualTo(400);
                socket.send(hidden);
                assertThat(socket.isEnded()).isTrue();
            }
        }
        assertThat(node.client().event("later").status()).isEqualTo(202);
        assertThat(node.number("SELECT count(*) FROM events WHERE message = 'smuggled'"))
                .isZero();
    }

    @Test
    void whatCameBeforeIsAnswered() {
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            socket.send("GET /openapi.yaml HTTP/1.1\r\n" + HOST + "\r\nGET /healthz HTTP/1.1\r\n\r\n" + FOLLOWING);

            assertThat(socket.read().status()).isEqualTo(200);
            assertRefused(socket, "no Host");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "\tchunked "})
    void chunkedInAnyCaseIsRead(String encoding) {
        try (RawSocket socket = new RawSocket(node.httpPort())) {
            socket.send("POST /api/v1/events HTTP/1.1\r\n" + HOST + "x-sentry-auth: " + EventClient.KEY
                    + "\r\nTransfer-Encoding: " + encoding
                    + "\r\n\r\nf\r\n{\"message\":\"a\"}\r\n0\r\nContent-Length: 1\r\n\r\n" + FOLLOWING);

            assertThat(socket.read().status()).isEqualTo(202);
            assertThat(socket.read().status()).isEqualTo(200);
        }
    }

    private static Arguments http11(String headers, String words) {
        return Arguments.of("POST /api/v1/events HTTP/1.1\r\n" + HOST + headers + "\r\n0\r\n\r\n", words);
    }

    private static Arguments http10(String headers, String words) {
        return Arguments.of(
                "POST /api/v1/events HTTP/1.0\r\nConnection: keep-alive\r\n" + headers + "\r\n0\r\n\r\n", words);
    }

    private static void assertRefused(RawSocket socket, String words) {
        Answer answer = socket.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
        assertThat(socket.isEnded()).isTrue();
    }
}
