package dev.mesher.ingest;

import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.Refusal;
import dev.mesher.http.Answers;
import dev.mesher.http.Upgrade;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /ingest} on the WebSocket port: each text frame has one event, and the answers come in the order of the
 * frames.
 */
final class SocketIngest {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIngest.class);

    /** The most unanswered frames of one socket. Reading pauses at this number. */
    private static final int MAX_UNANSWERED = 64;

    /** The close code of RFC 6455 for a message that is too big. */
    private static final short TOO_LARGE = 1009;

    private static final long PING_MILLIS = 30_000;
    private static final String REQUEST_KEY = "request_key";

    private final Vertx vertx;
    private final Door door;
    private final IngestChain chain;
    private final IngestObserver observer;

    SocketIngest(Vertx vertx, Door door, IngestChain chain, IngestObserver observer) {
        this.vertx = vertx;
        this.door = door;
        this.chain = chain;
        this.observer = observer;
    }

    /** Answers 401 when the key is unknown. The key is checked again for each frame, since it may be revoked. */
    void handshake(Upgrade handshake) {
        String key = IngestKey.find(handshake.headers());
        Project project = key == null ? null : door.keys().project(key);
        if (key == null || project == null) {
            handshake.reject(401).onFailure(gone -> LOG.debug("client left before its answer", gone));
            return;
        }
        handshake
                .accept(project.id())
                .onSuccess(socket -> new Session(socket, key).open())
                .onFailure(gone -> LOG.debug("handshake not finished", gone));
    }

    private final class Session {
        private final ServerWebSocket socket;
        private final String key;
        private Future<Void> lastAnswer = Future.succeededFuture();
        private int unanswered;
        private boolean ended;

        Session(ServerWebSocket socket, String key) {
            this.socket = socket;
            this.key = key;
        }

        void open() {
            long pings = vertx.setPeriodic(PING_MILLIS, tick -> socket.writePing(Buffer.buffer())
                    .onFailure(gone -> LOG.debug("ping not sent", gone)));
            WebSocket unused = socket.textMessageHandler(this::frame)
                    .binaryMessageHandler(bytes -> answer(
                            Attempt.unnamed(),
                            Future.failedFuture(Refusal.malformed("expected an event in a text frame"))))
                    .exceptionHandler(this::end)
                    .closeHandler(closed -> vertx.cancelTimer(pings));
        }

        /**
         * Closes the socket after the answers to the frames before. This follows a frame that is too large or
         * malformed, after which nobody knows where the next frame begins.
         */
        private void end(Throwable cause) {
            LOG.debug("socket failed", cause);
            if (!ended) {
                ended = true;
                lastAnswer = lastAnswer.transform(
                        sent -> socket.close(TOO_LARGE, "event larger than 1 MiB, or malformed frame"));
            }
        }

        private void frame(String text) {
            if (ended) {
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            Attempt attempt = Attempt.unnamed();
            answer(attempt, Future.succeededFuture(body).compose(bytes -> take(attempt, bytes)));
        }

        private Future<JsonObject> take(Attempt attempt, byte[] body) {
            Project project = door.project(key);
            return observer.ofProject(project, () -> take(project, attempt, body));
        }

        private Future<JsonObject> take(Project project, Attempt attempt, byte[] body) {
            door.check(project.id(), body.length);
            return Door.holding(door.inFlight().project(project.id()), lease -> {
                        lease.add(body.length);
                        return chain.take(new NativeBody(project, attempt, body, null, lease), NativeForm.SINGLE);
                    })
                    .map(answer -> {
                        JsonObject receipt = IngestAnswers.receipt(answer.receipt());
                        observer.results(project, answer.results());
                        return receipt;
                    });
        }

        /** Sends this answer after those of the earlier frames. */
        private void answer(Attempt attempt, Future<JsonObject> result) {
            unanswered++;
            if (unanswered >= MAX_UNANSWERED) {
                ServerWebSocket unused = socket.pause();
            }
            lastAnswer = Future.join(lastAnswer.otherwiseEmpty(), result)
                    .transform(both ->
                            socket.writeTextMessage(words(attempt, result).encode()))
                    .onComplete(sent -> {
                        unanswered--;
                        ServerWebSocket unused = socket.resume();
                    });
        }

        /** The answer as JSON. It has the request key as a field, since a frame has no headers. */
        private JsonObject words(Attempt attempt, Future<JsonObject> result) {
            if (result.succeeded()) {
                return result.result().put(REQUEST_KEY, attempt.key());
            }
            Throwable cause = result.cause();
            observer.refused(attempt, cause);
            if (!(cause instanceof Refusal)) {
                LOG.error("an event of a WebSocket could not be handled", cause);
            }
            return Answers.error(RequestKey.words(cause));
        }
    }
}
