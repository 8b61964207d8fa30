package dev.mesher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.event.Refusal;
import dev.mesher.testing.Await;
import dev.mesher.testing.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading a body on a real connection, with limits short enough to be met. */
final class BodyTest {
    private static final BodyPace SHORT = new BodyPace(60_000, 200, 10);
    private static final BodyPace ENDLESS = new BodyPace(600_000, 600_000, 0);

    private final Vertx vertx = Vertx.vertx();
    private final InFlight inFlight = new InFlight(1 << 20, 0);
    private final UUID project = UUID.randomUUID();
    private final InFlight.Share share = inFlight.project(project);

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Test
    void whatStopsComingIsRefused() {
        try (RawSocket socket = serve(request -> body(request, SHORT).whole(100_000))) {
            socket.send(head(100_000)).send("x".repeat(60_000));

            assertThat(socket.read().body()).isEqualTo("body came too slowly");
        }
    }

    @Test
    void whatComesSteadilyIsNot() {
        try (RawSocket socket =
                serve(request -> body(request, new BodyPace(60_000, 1_500, 1)).whole(200))) {
            socket.send(head(150));
            for (int sent = 0; sent < 150; sent++) {
                assertThat(socket.read(25)).isEmpty();
                socket.send("x");
            }

            assertThat(socket.read().body()).isEqualTo("150");
        }
    }

    @Test
    void nothingTakesForEver() {
        try (RawSocket socket =
                serve(request -> body(request, new BodyPace(400, 100, 0)).whole(100_000))) {
            socket.send(head(100_000));

            assertThat(socket.read().body()).isEqualTo("body came too slowly");
        }
    }

    @Test
    void firstTheHeadThenTheRest() {
        try (RawSocket socket = serve(request -> {
            Body body = body(request, ENDLESS);
            return body.head(50, true).compose(head -> {
                assertThat(new String(head, StandardCharsets.UTF_8)).isEqualTo("head\n");
                assertThat(body.isWhole()).isFalse();
                return body.known(100, ENDLESS, new Room(inFlight, project, 0));
            });
        })) {
            socket.send(head(15)).send("head\n");
            await().until(() -> share.held() == 5);

            assertThat(socket.send("and a tail").read().body()).isEqualTo("15");
        }
    }

    @Test
    void aPieceWaitsForRoom() {
        InFlight.Lease other = share.lease();
        other.add(share.limit());
        try (RawSocket socket = serve(request -> new Body(
                        vertx,
                        request,
                        share.lease(),
                        new BodyPace(60_000, 100, 10),
                        new Room(inFlight, project, 60_000))
                .whole(100_000))) {
            socket.send(head(50_000)).send("x".repeat(50_000));
            await().until(() -> inFlight.waiting(project).held() == Held.UNREAD_BYTES);
            // Several periods pass in which the client can send nothing.
            assertThat(socket.read(400)).isEmpty();

            other.release();

            assertThat(socket.read().body()).isEqualTo("50000");
            assertThat(inFlight.waiting(project).held()).isZero();
        }
    }

    @Test
    void noMoreWaitThanMayHoldUnread() {
        InFlight.Lease other = share.lease();
        other.add(share.limit());
        InFlight.Lease waiters = inFlight.waiting(project).lease();
        waiters.add(inFlight.waiting(project).limit());
        try (RawSocket socket = serve(request ->
                new Body(vertx, request, share.lease(), ENDLESS, new Room(inFlight, project, 600_000)).whole(100))) {
            assertThat(socket.send(head(1)).send("x").read().body()).isEqualTo("too many request bytes in flight");
        }
    }

    @Test
    void theRestOfARefusedBodyIsBounded() {
        try (RawSocket many = serve(request -> {
                    Rest.discard(vertx, request, 100_000, 600_000);
                    return Future.failedFuture(Refusal.forbidden("no"));
                });
                RawSocket slow = serve(request -> {
                    Rest.discard(vertx, request, 100_000, 100);
                    return Future.failedFuture(Refusal.forbidden("no"));
                });
                RawSocket short1 = serve(request -> {
                    Rest.discard(vertx, request, 100_000, 600_000);
                    return Future.failedFuture(Refusal.forbidden("no"));
                })) {
            many.send(head(1_000_000)).send(new byte[200_000]);
            slow.send(head(1_000_000));
            short1.send(head(3));

            assertThat(many.read().body()).isEqualTo("no");
            assertThat(many.isEnded()).isTrue();
            assertThat(slow.read().body()).isEqualTo("no");
            assertThat(slow.isEnded()).isTrue();
            assertThat(short1.read().body()).isEqualTo("no");
            assertThat(short1.send("abc").send(head(0)).read().body()).isEqualTo("no");
        }
    }

    /** A paused request's connection is read no further than one read takes. */
    @Test
    void whatIsPausedIsNotRead() {
        try (RawSocket socket = serve(request -> {
            Held.pause(request);
            return vertx.timer(300).compose(later -> {
                long[] atOnce = {0};
                HttpServerRequest unused = request.handler(chunk -> atOnce[0] += chunk.length());
                HttpServerRequest unusedToo = request.resume();
                return Future.succeededFuture(new byte[(int) atOnce[0]]);
            });
        })) {
            socket.send(head(4_000_000)).send(new byte[2_000_000]);

            assertThat(Integer.parseInt(socket.read().body())).isLessThanOrEqualTo(Held.UNREAD_BYTES);
        }
    }

    private Body body(HttpServerRequest request, BodyPace pace) {
        return new Body(vertx, request, share.lease(), pace);
    }

    /** A connection to a server that answers with the length of what {@code work} has read, or with the refusal's words. */
    private RawSocket serve(Function<HttpServerRequest, Future<byte[]>> work) {
        HttpServer server = Await.await(vertx.createHttpServer()
                .connectionHandler(new Connections(new ConnectionLimit(100, List.of()), Connections.HEAD_TIME))
                .requestHandler(request -> work.apply(request)
                        .map(read -> Integer.toString(read.length))
                        .otherwise(Throwable::getMessage)
                        .onSuccess(text -> {
                            Future<Void> unused = request.response().end(text);
                        }))
                .listen(0, "127.0.0.1"));
        return new RawSocket(server.actualPort());
    }

    private static String head(int length) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
    }
}
