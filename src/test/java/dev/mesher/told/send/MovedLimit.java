package dev.mesher.told.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A limit that is over when the test says so. Any thread. */
final class MovedLimit implements TimeLimit {
    private final CompletableFuture<Runnable> started = new CompletableFuture<>();
    private volatile Duration asked = Duration.ZERO;

    @Override
    public Runnable start(Duration time, Runnable late) {
        asked = time;
        boolean unused = started.complete(late);
        return () -> {};
    }

    /** The time is over, at once or as soon as the call begins. */
    void isOver() {
        CompletableFuture<Void> unused = started.thenAccept(Runnable::run);
    }

    /** The time that the call gave itself. */
    Duration time() {
        return asked;
    }
}
