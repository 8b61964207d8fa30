package dev.mesher.access;

import dev.mesher.access.SignInThrottle.Try;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Limits how often one-time codes and tokens are guessed, by the counts that hold for passwords. A right guess does not
 * count. Each node counts for itself.
 */
final class GuessLimit {
    private static final int REMEMBERED = 10_000;

    private final SignInThrottle throttle;

    /**
     * @param nanoTime a monotonic clock
     */
    GuessLimit(LongSupplier nanoTime) {
        this.throttle = new SignInThrottle(REMEMBERED, nanoTime);
    }

    /**
     * Runs {@code guess}, or fails with a {@link Refusal} when there were too many wrong ones.
     *
     * @param what is guessed
     * @param client the client's IP address
     * @param guess completes empty when it was wrong
     */
    <T> Future<Optional<T>> limited(String what, String client, Supplier<Future<Optional<T>>> guess) {
        Try attempt = new Try(what, ClientNetwork.of(client), false);
        try {
            Optional<Refusal> tooMany = throttle.take(attempt);
            if (tooMany.isPresent()) {
                return Future.failedFuture(tooMany.get());
            }
        } catch (Refusal tooManyFromThere) {
            return Future.failedFuture(tooManyFromThere);
        }
        return guess.get().onComplete(done -> {
            if (done.failed() || done.result().isPresent()) {
                throttle.giveBack(attempt);
            }
        });
    }
}
