package dev.mesher.cli.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one request on its way; opens itself again when it breaks. */
final class LoadConnection {
    private static final long RECONNECT_MS = 100;

    private final LoadRun run;
    private @Nullable HttpClientConnection open;
    private boolean busy;
    private boolean timedOut;
    private long sentNanos;
    private long intendedNanos;

    LoadConnection(LoadRun run) {
        this.run = run;
    }

    /** Opens the connection, and tells the run that it is free; tries again after a failure. */
    void connect() {
        run.connect().onComplete(this::opened, failure -> {
            run.connectFailed();
            reconnect();
        });
    }

    private void opened(HttpClientConnection connection) {
        open = connection;
        // Counted where the request fails; without a handler, each would be logged.
        connection.exceptionHandler(failure -> {});
        connection.closeHandler(closed -> {
            if (open == connection) {
                open = null;
                // A request on its way fails too, and connects anew once it has been counted.
                if (!busy) {
                    reconnect();
                }
            }
        });
        run.opened(this);
    }

    /** Sends one event; only when {@link #isUsable}. */
    void send(Buffer event, long intended) {
        HttpClientConnection connection = Objects.requireNonNull(open);
        busy = true;
        timedOut = false;
        intendedNanos = intended;
        sentNanos = System.nanoTime();
        connection
                .request(run.requestOptions())
                .onComplete(
                        request -> request.send(event).onComplete(this::answering, this::unanswered),
                        failure -> broken(Outcome.NOT_SENT));
    }

    boolean isUsable() {
        return open != null && !busy;
    }

    /** Gives a request up that has waited too long. */
    void giveUpBefore(long deadlineNanos) {
        HttpClientConnection connection = open;
        if (busy && !timedOut && connection != null && sentNanos - deadlineNanos < 0) {
            timedOut = true;
            connection.close().onComplete(closed -> {});
        }
    }

    private void answering(HttpClientResponse response) {
        response.body().onComplete(body -> answered(response.statusCode(), body), this::unanswered);
    }

    private void answered(int status, Buffer body) {
        busy = false;
        run.answered(status, Outcome.of(status, body.getBytes()), intendedNanos);
        if (open != null) {
            run.free(this);
        } else {
            reconnect();
        }
    }

    private void unanswered(Throwable failure) {
        broken(timedOut ? Outcome.TIMED_OUT : Outcome.LOST);
    }

    /** Whatever failed on it, the connection is not used again. */
    private void broken(Outcome outcome) {
        HttpClientConnection connection = open;
        busy = false;
        open = null;
        if (connection != null) {
            connection.close().onComplete(closed -> {});
        }
        run.unanswered(outcome);
        reconnect();
    }

    private void reconnect() {
        run.later(RECONNECT_MS, this::connect);
    }
}
