package dev.mesher.http;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** Reads a request's body under a bound, within a time, and within the node's budget. */
public final class Body {
    private static final long READ_MILLIS = 30_000;

    /** How long the rest of a refused body is read and thrown away, so that the client gets to see the answer. */
    private static final long DISCARD_MILLIS = 5_000;

    private Body() {}

    /**
     * The whole body as it was sent.
     *
     * @param limit most bytes
     * @return fails with a {@link Refusal}: 413 past the limit, 503 past the budget, 400 when the client is too slow or
     *     leaves
     */
    public static Future<byte[]> read(Vertx vertx, HttpServerRequest request, int limit, InFlight.Lease lease) {
        return read(vertx, request, limit, lease, 0);
    }

    /**
     * The same, also of a request that is paused.
     *
     * @param patienceMillis how long the client is made to wait for room before it gets a 503
     */
    public static Future<byte[]> read(
            Vertx vertx, HttpServerRequest request, int limit, InFlight.Lease lease, long patienceMillis) {
        if (announced(request) > limit) {
            return Future.failedFuture(tooLarge(limit));
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            Future<Void> unused = request.response().writeContinue();
        }
        Promise<byte[]> whole = Promise.promise();
        Chunks chunks = new Chunks();
        long timer = vertx.setTimer(READ_MILLIS, late -> whole.tryFail(Refusal.malformed("body came too slowly")));
        HttpServerRequest unused = request.handler(chunk -> {
                    if (whole.future().isComplete()) {
                        return;
                    }
                    if (chunks.length + chunk.length() > limit) {
                        whole.tryFail(tooLarge(limit));
                        return;
                    }
                    try {
                        lease.add(chunk.length());
                        chunks.add(chunk);
                    } catch (Refusal full) {
                        HttpServerRequest paused = request.pause();
                        new Waiting(vertx, paused, lease, chunks, chunk, whole).forRoom(patienceMillis, full);
                    }
                })
                .endHandler(end -> whole.tryComplete(chunks.joined()))
                .exceptionHandler(broken -> whole.tryFail(Refusal.malformed("body was not sent whole")))
                .resume();
        return whole.future().onComplete(read -> {
            vertx.cancelTimer(timer);
            chunks.forget();
        });
    }

    /** For a refused request: throws away what still comes, and after a while the connection. */
    public static void discard(Vertx vertx, HttpServerRequest request) {
        if (!request.isEnded()) {
            HttpServerRequest unusedResumed = request.resume();
            long unused = vertx.setTimer(DISCARD_MILLIS, late -> {
                if (!request.isEnded()) {
                    Future<Void> unusedClosed = request.connection().close();
                }
            });
        }
    }

    /** The length that the client announces; 0 when it announces none, or nonsense. */
    public static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Math.max(0, Long.parseLong(length));
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }

    /** A piece of a body that there is no room for yet; the client sends no more meanwhile. */
    private record Waiting(
            Vertx vertx,
            HttpServerRequest request,
            InFlight.Lease lease,
            Chunks chunks,
            Buffer chunk,
            Promise<byte[]> whole) {
        private static final long LOOK_MILLIS = 25;

        void forRoom(long millisLeft, Refusal full) {
            if (millisLeft <= 0) {
                whole.tryFail(full);
            } else if (!whole.future().isComplete()) {
                long unused = vertx.setTimer(LOOK_MILLIS, look -> take(millisLeft - LOOK_MILLIS));
            }
        }

        private void take(long millisLeft) {
            if (whole.future().isComplete()) {
                return;
            }
            try {
                lease.add(chunk.length());
                chunks.add(chunk);
                HttpServerRequest unused = request.resume();
            } catch (Refusal full) {
                forRoom(millisLeft, full);
            }
        }
    }

    private static Refusal tooLarge(int limit) {
        return Refusal.tooLarge("body larger than " + limit + " bytes");
    }

    /**
     * What came so far. No room is made for what is only announced; and nothing is kept once the body is whole or refused,
     * since the request that refers to this may live on for long.
     */
    private static final class Chunks {
        /** A client may send byte by byte, and an object for each would be many times what it holds. */
        private static final int SMALL_BYTES = 16 * 1024;

        private final List<Buffer> chunks = new ArrayList<>(1);
        private Buffer small = Buffer.buffer();
        private int length;

        void add(Buffer chunk) {
            if (chunks.isEmpty() || chunk.length() >= SMALL_BYTES) {
                chunks.add(chunk);
                small = Buffer.buffer();
            } else {
                if (small.length() == 0 || small.length() >= SMALL_BYTES) {
                    small = Buffer.buffer();
                    chunks.add(small);
                }
                Buffer unused = small.appendBuffer(chunk);
            }
            length += chunk.length();
        }

        byte[] joined() {
            byte[] whole = new byte[length];
            int at = 0;
            for (Buffer chunk : chunks) {
                Buffer unused = chunk.getBytes(whole, at);
                at += chunk.length();
            }
            return whole;
        }

        void forget() {
            chunks.clear();
            small = Buffer.buffer();
            length = 0;
        }
    }
}
