package dev.mesher.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends requests to one address together: the requests that one context makes in one turn of its event loop go as one
 * message. A message costs more than a stage's work on one event, so under load many requests share a message. A single
 * request is not delayed.
 *
 * @param <Q> payload, immutable
 * @param <R> answer
 */
public final class Gathered<Q, R> {
    private final LocalBus bus;
    private final String address;
    private final Context owner;
    private final Thread turn;
    private List<Q> payloads = new ArrayList<>();
    private List<Promise<R>> answers = new ArrayList<>();

    /** Makes a sender for the current context, which must be one of an event loop. */
    public Gathered(Vertx vertx, LocalBus bus, String address) {
        this.bus = bus;
        this.address = address;
        this.owner = vertx.getOrCreateContext();
        this.turn = Thread.currentThread();
    }

    /**
     * Sends a request. It fails by itself, as {@link LocalBus#request} does. To be called on the thread that made this
     * object.
     */
    public Future<R> request(Q payload) {
        if (Thread.currentThread() != turn) {
            throw new IllegalStateException(
                    "called on another thread than the event loop that made the sender to " + address);
        }
        if (payloads.isEmpty()) {
            owner.runOnContext(next -> send());
        }
        Promise<R> answer = Promise.promise();
        payloads.add(payload);
        answers.add(answer);
        return answer.future();
    }

    /**
     * Like {@link #request}, but in a message of its own: for slow requests, which must not delay the answers of
     * others.
     */
    public Future<R> requestAlone(Q payload) {
        return bus.<List<Outcome<R>>>request(address, List.of(payload)).compose(outcomes -> {
            Promise<R> answer = Promise.promise();
            outcomes.get(0).settle(answer);
            return answer.future();
        });
    }

    private void send() {
        List<Promise<R>> asked = answers;
        Future<List<Outcome<R>>> outcomes = bus.request(address, payloads);
        payloads = new ArrayList<>();
        answers = new ArrayList<>();
        outcomes.onSuccess(all -> {
                    for (int i = 0; i < asked.size(); i++) {
                        all.get(i).settle(asked.get(i));
                    }
                })
                .onFailure(cause -> asked.forEach(answer -> answer.fail(cause)));
    }

    /** The result of one of the requests. */
    sealed interface Outcome<R> {
        void settle(Promise<R> answer);
    }

    record Done<R>(R value) implements Outcome<R> {
        @Override
        public void settle(Promise<R> answer) {
            answer.complete(value);
        }
    }

    record Refused<R>(Throwable cause) implements Outcome<R> {
        @Override
        public void settle(Promise<R> answer) {
            answer.fail(cause);
        }
    }
}
