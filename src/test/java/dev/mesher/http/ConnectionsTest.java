package dev.mesher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import dev.mesher.testing.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server's connections are held to, on real ones. */
final class ConnectionsTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Duration NEVER = Duration.ofDays(1);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Test
    void oneTooManyIsClosedAndAnotherMayComeWhenOneHasGone() {
        ConnectionLimit limit = new ConnectionLimit(2, List.of());
        int port = serve(limit, NEVER);
        try (RawSocket first = new RawSocket(port);
                RawSocket second = new RawSocket(port)) {
            assertThat(first.send(REQUEST).read().status()).isEqualTo(200);
            assertThat(second.send(REQUEST).read().status()).isEqualTo(200);
            try (RawSocket third = new RawSocket(port)) {
                assertThat(third.isEnded()).isTrue();
            }
            assertThat(first.send(REQUEST).read().status()).isEqualTo(200);

            second.abort();

            await().until(() -> limit.open() == 1);
            try (RawSocket third = new RawSocket(port)) {
                assertThat(third.send(REQUEST).read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aHeadThatDoesNotEndIsClosedAndAConnectionThatWaitsIsNot() {
        int port = serve(new ConnectionLimit(10, List.of()), Duration.ofMillis(300));
        try (RawSocket waits = new RawSocket(port);
                RawSocket silent = new RawSocket(port);
                RawSocket first = new RawSocket(port);
                RawSocket later = new RawSocket(port)) {
            assertThat(waits.send(REQUEST).read().status()).isEqualTo(200);
            assertThat(later.send(REQUEST).read().status()).isEqualTo(200);

            first.send("GET / HTTP/1.1\r\nHo");
            later.send("GET / HTTP/1.1\r\nHost: localhost\r\n");

            assertThat(first.isEnded()).isTrue();
            assertThat(later.isEnded()).isTrue();
            assertThat(waits.send(REQUEST).read().status()).isEqualTo(200);
            assertThat(silent.send(REQUEST).read().status()).isEqualTo(200);
        }
    }

    @Test
    void aHeadThatTricklesIsClosedToo() {
        int port = serve(new ConnectionLimit(10, List.of()), Duration.ofMillis(300));
        try (RawSocket socket = new RawSocket(port)) {
            socket.send("GET /");
            while (!socket.isEnded(20)) {
                socket.send("x");
            }
        }
    }

    @Test
    void aHeadInPiecesAndALongBodyPass() {
        int port = serve(new ConnectionLimit(10, List.of()), Duration.ofMillis(300));
        try (RawSocket socket = new RawSocket(port)) {
            socket.send("POST / HTTP/1.1\r\nHost: loc").send("alhost\r\nContent-Length: 20\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                assertThat(socket.isEnded(30)).isFalse();
                socket.send("x");
            }
            assertThat(socket.read().status()).isEqualTo(200);
        }
    }

    private int serve(ConnectionLimit limit, Duration headTime) {
        HttpServer server = Await.await(vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(new Connections(limit, headTime))
                .requestHandler(request -> {
                    Future<Void> unused =
                            request.end().compose(end -> request.response().end());
                })
                .listen(0, "127.0.0.1"));
        return server.actualPort();
    }
}
