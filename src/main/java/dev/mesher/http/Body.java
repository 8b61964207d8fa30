package dev.mesher.http;

import dev.mesher.event.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body, either at once or first its beginning and later the rest. The size and the time are
 * limited, and a lease counts the bytes in memory. All methods run on the request's context.
 */
public final class Body {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final InFlight.Lease lease;
    private final Chunks chunks = new Chunks();
    private BodyPace pace;
    private @Nullable Room room;
    private Consumer<Runnable> giveWay = Runnable::run;
    private @Nullable Promise<byte[]> waiter;
    private int limit;
    private boolean headOnly;
    private boolean lineEnds;
    private boolean begun;
    private boolean ended;
    private boolean paused;

    /**
     * Whether the body waited for room during the current period. If so, it is not the client's fault that few bytes
     * came.
     */
    private boolean waited;

    private long timer;
    private long millis;
    private int lengthBefore;

    /**
     * Creates a reader that refuses the body when the lease finds no room.
     *
     * @param lease counts the bytes that are read; the caller releases it
     */
    public Body(Vertx vertx, HttpServerRequest request, InFlight.Lease lease, BodyPace pace) {
        this(vertx, request, lease, pace, null);
    }

    /**
     * Creates a reader that can wait for room.
     *
     * @param lease counts the bytes that are read; the caller releases it
     * @param room where the body waits when the lease has no room for its next piece; null when the body is refused at
     *     once
     */
    public Body(Vertx vertx, HttpServerRequest request, InFlight.Lease lease, BodyPace pace, @Nullable Room room) {
        this.vertx = vertx;
        this.request = request;
        this.lease = lease;
        this.pace = pace;
        this.room = room;
    }

    /**
     * Reads the whole body as it was sent, including what {@link #head} has read.
     *
     * @param most limit in bytes
     * @return fails with a {@link Refusal}: 413 when the body is larger, 503 when the lease finds no room, 400 when the
     *     client is too slow or disconnects
     */
    public Future<byte[]> whole(int most) {
        headOnly = false;
        return read(most);
    }

    /**
     * Reads the whole body as {@link #whole} does, for a client that has been identified after {@link #head}, with that
     * client's pace and room.
     */
    public Future<byte[]> known(int most, BodyPace itsPace, Room itsRoom) {
        pace = itsPace;
        room = itsRoom;
        return whole(most);
    }

    /**
     * Reads the beginning of the body. The rest stays unread.
     *
     * @param enough least number of bytes to read, unless the body is shorter
     * @param line whether reading stops at the end of the first line even before {@code enough} bytes
     * @return fails as {@link #whole}
     */
    public Future<byte[]> head(int enough, boolean line) {
        headOnly = true;
        lineEnds = line;
        return read(enough);
    }

    /** Whether all of the body has been read. */
    public boolean isWhole() {
        return ended;
    }

    private Future<byte[]> read(int most) {
        limit = most;
        if (!headOnly && (announced(request) > most || chunks.length() > most)) {
            return Future.failedFuture(tooLarge());
        }
        Promise<byte[]> whole = Promise.promise();
        waiter = whole;
        if (ended) {
            complete();
            return whole.future();
        }
        Context context = vertx.getOrCreateContext();
        giveWay = given -> context.runOnContext(asked -> {
            if (waiter == whole) {
                fail(Refusal.noRoom());
            }
            given.run();
        });
        millis = 0;
        waited = false;
        lengthBefore = chunks.length();
        timer = vertx.setPeriodic(pace.periodMillis(), this::look);
        if (begun) {
            resume();
        } else {
            begin();
        }
        return whole.future();
    }

    private void begin() {
        begun = true;
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            Future<Void> unused = request.response().writeContinue();
        }
        HttpServerRequest unused = request.handler(this::take)
                .endHandler(end -> {
                    ended = true;
                    complete();
                })
                .exceptionHandler(broken -> fail(Refusal.malformed("body was not sent whole")));
        Held.resume(request);
    }

    private void take(Buffer chunk) {
        if (waiter == null) {
            return;
        }
        if (!headOnly && chunks.length() + chunk.length() > limit) {
            fail(tooLarge());
            return;
        }
        try {
            keep(chunk);
        } catch (Refusal full) {
            if (room == null) {
                fail(full);
            } else {
                await(room, chunk);
            }
        }
    }

    private void await(Room elsewhere, Buffer chunk) {
        pause();
        Future<Void> unused = elsewhere
                .await(vertx, () -> waiter == null || tryKeep(chunk))
                .onComplete(found -> resume(), none -> fail(Refusal.noRoom()));
    }

    private boolean tryKeep(Buffer chunk) {
        try {
            keep(chunk);
            return true;
        } catch (Refusal full) {
            return false;
        }
    }

    private void keep(Buffer chunk) {
        lease.add(chunk.length());
        chunks.add(chunk);
        lease.unfinished(giveWay);
        if (headOnly && (chunks.length() >= limit || (lineEnds && hasLineEnd(chunk)))) {
            pause();
            complete();
        }
    }

    private static boolean hasLineEnd(Buffer chunk) {
        for (int i = 0; i < chunk.length(); i++) {
            if (chunk.getByte(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    private void look(long id) {
        millis += pace.periodMillis();
        boolean slow = !waited && chunks.length() - lengthBefore < pace.leastBytes();
        if (slow || millis >= pace.wholeMillis()) {
            fail(Refusal.malformed("body came too slowly"));
        }
        waited = paused;
        lengthBefore = chunks.length();
    }

    private void pause() {
        paused = true;
        waited = true;
        Held.pause(request);
    }

    private void resume() {
        if (paused && waiter != null) {
            paused = false;
            Held.resume(request);
        }
    }

    /** Drops the pieces of a whole body, so that only the caller holds its bytes. */
    private void complete() {
        Promise<byte[]> waiting = done();
        if (waiting != null) {
            byte[] read = chunks.joined();
            if (!headOnly) {
                chunks.forget();
            }
            waiting.complete(read);
        }
    }

    private void fail(Refusal refusal) {
        Promise<byte[]> waiting = done();
        if (waiting != null) {
            chunks.forget();
            waiting.fail(refusal);
        }
    }

    private @Nullable Promise<byte[]> done() {
        Promise<byte[]> waiting = waiter;
        waiter = null;
        if (waiting != null) {
            lease.finished();
            boolean unused = vertx.cancelTimer(timer);
        }
        return waiting;
    }

    /** The value of {@code Content-Length}; 0 when the header is missing, negative or not a number. */
    public static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Math.max(0, Long.parseLong(length));
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }

    private Refusal tooLarge() {
        return Refusal.tooLarge("body larger than " + limit + " bytes");
    }
}
