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
 * One request's body, read under a bound, at a pace, and within a lease: at once, or first its head and later the rest. For
 * the request's context.
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

    /** For room, in this period: that it brought little is not the client's fault. */
    private boolean waited;

    private long timer;
    private long millis;
    private int lengthBefore;

    /** @param lease takes what is read; whoever made it gives it back */
    public Body(Vertx vertx, HttpServerRequest request, InFlight.Lease lease, BodyPace pace) {
        this(vertx, request, lease, pace, null);
    }

    /** @param room where a piece waits that finds no room in the lease; null when it is refused at once */
    public Body(Vertx vertx, HttpServerRequest request, InFlight.Lease lease, BodyPace pace, @Nullable Room room) {
        this.vertx = vertx;
        this.request = request;
        this.lease = lease;
        this.pace = pace;
        this.room = room;
    }

    /**
     * The whole body as it was sent; what {@link #head} read is its beginning.
     *
     * @param most bytes
     * @return fails with a {@link Refusal}: 413 past that, 503 when the lease finds no room, 400 when the client is too slow or
     *     leaves
     */
    public Future<byte[]> whole(int most) {
        headOnly = false;
        return read(most);
    }

    /** The same of a client that is known by now, at its pace. */
    public Future<byte[]> known(int most, BodyPace itsPace, Room itsRoom) {
        pace = itsPace;
        room = itsRoom;
        return whole(most);
    }

    /**
     * The first bytes of the body, at least {@code enough} unless it is shorter; what follows stays unread.
     *
     * @param line whether the first line is enough
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

    /** Nothing is kept once the body is whole or refused. */
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

    /** The length that the client announces; 0 when it announces none, or nonsense. */
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
