package dev.mesher.http;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets a paused request wait until there is room for it in memory. The time and the number of waiting requests are
 * limited.
 */
public final class Room {
    private static final long LOOK_MILLIS = 25;

    private final InFlight inFlight;
    private final UUID project;
    private final long millis;

    /**
     * Creates the waiting room of one project.
     *
     * @param millis longest time of one wait
     */
    public Room(InFlight inFlight, UUID project, long millis) {
        this.inFlight = inFlight;
        this.project = project;
        this.millis = millis;
    }

    /**
     * Waits until {@code found} returns true. It is asked again at short intervals.
     *
     * @return fails with a 503 when the time is over or too many requests wait already
     */
    public Future<Void> await(Vertx vertx, BooleanSupplier found) {
        InFlight.Lease unread = inFlight.waiting(project).lease();
        try {
            unread.add(Held.UNREAD_BYTES);
        } catch (Refusal tooMany) {
            return Future.failedFuture(tooMany);
        }
        return look(vertx, found, millis).onComplete(over -> unread.release());
    }

    private static Future<Void> look(Vertx vertx, BooleanSupplier found, long left) {
        if (left <= 0) {
            return Future.failedFuture(Refusal.noRoom());
        }
        return vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .compose(now ->
                        found.getAsBoolean() ? Future.succeededFuture() : look(vertx, found, left - LOOK_MILLIS));
    }
}
