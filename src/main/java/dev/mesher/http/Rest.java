package dev.mesher.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * Discards the rest of a body that nobody reads any more. The client can then read the response and use the connection
 * again. If the rest is too large or takes too long, the connection is closed.
 */
public final class Rest {
    private static final long DISCARD_MILLIS = 5_000;
    private static final long DISCARD_BYTES = 64L << 20;

    private final HttpServerRequest request;
    private long left;

    private Rest(HttpServerRequest request, long bytes) {
        this.request = request;
        this.left = bytes;
    }

    /**
     * Discards the rest of the body of a request that was answered before its end. Has no effect when the body is
     * complete.
     */
    public static void discard(Vertx vertx, HttpServerRequest request) {
        discard(vertx, request, DISCARD_BYTES, DISCARD_MILLIS);
    }

    static void discard(Vertx vertx, HttpServerRequest request, long bytes, long millis) {
        if (!request.isEnded()) {
            new Rest(request, bytes).discard(vertx, millis);
        }
    }

    private void discard(Vertx vertx, long millis) {
        long timer = vertx.setTimer(millis, late -> close());
        HttpServerRequest unused = request.handler(chunk -> {
                    left -= chunk.length();
                    if (left < 0) {
                        close();
                    }
                })
                .endHandler(end -> vertx.cancelTimer(timer))
                .exceptionHandler(gone -> vertx.cancelTimer(timer));
        Held.resume(request);
    }

    private void close() {
        if (!request.isEnded()) {
            Future<Void> unused = request.connection().close();
        }
    }
}
