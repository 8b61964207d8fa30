package dev.mesher.ingest;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries again for two seconds when there is no room. It is for clients that never send a request again. */
final class Patience {
    static final long MILLIS = 2_000;

    private static final long FIRST_PAUSE_MILLIS = 50;

    /** For clients that send again by themselves: there is one attempt. */
    static final Patience NONE = new Patience(null);

    private final @Nullable Vertx timers;
    private final long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);

    private Patience(@Nullable Vertx timers) {
        this.timers = timers;
    }

    /** Starts the two seconds. */
    static Patience begin(Vertx vertx) {
        return new Patience(vertx);
    }

    /**
     * Runs {@code attempt} until it succeeds, until it fails for another reason than want of room, or until the time is
     * over.
     */
    <T> Future<T> with(Supplier<Future<T>> attempt) {
        return timers == null ? attempt.get() : with(timers, attempt, FIRST_PAUSE_MILLIS);
    }

    /** Each pause is twice as long as the last, since frequent attempts do not help an overloaded server. */
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
