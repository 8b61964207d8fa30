package dev.mesher.ingest;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For clients that never send again: what finds no room is tried again for two seconds before it is refused. */
final class Patience {
    static final long MILLIS = 2_000;

    private static final long FIRST_PAUSE_MILLIS = 50;

    /** For clients that send again by themselves: each attempt is the only one. */
    static final Patience NONE = new Patience(null);

    private final @Nullable Vertx timers;
    private final long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);

    private Patience(@Nullable Vertx timers) {
        this.timers = timers;
    }

    /** Begins now. */
    static Patience begin(Vertx vertx) {
        return new Patience(vertx);
    }

    /** Tries until it succeeds, fails for another reason than a want of room, or the time is over. */
    <T> Future<T> with(Supplier<Future<T>> attempt) {
        return timers == null ? attempt.get() : with(timers, attempt, FIRST_PAUSE_MILLIS);
    }

    /** Each pause is twice the last: what has no room is not helped by being asked often. */
    private <T> Future<T> with(Vertx vertx, Supplier<Future<T>> attempt, long pauseMillis) {
        return attempt.get().recover(cause -> {
            long left = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
            boolean noRoom = cause instanceof Refusal refusal && refusal.kind() == Refusal.Kind.UNAVAILABLE;
            return noRoom && left > 0
                    ? vertx.timer(Math.min(left, pauseMillis), TimeUnit.MILLISECONDS)
                            .compose(next -> with(vertx, attempt, pauseMillis * 2))
                    : Future.failedFuture(cause);
        });
    }
}
