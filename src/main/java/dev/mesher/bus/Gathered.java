package dev.mesher.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests to one address, sent together: what one context asks for in one turn of its event loop travels as one message. A
 * message costs more than what a stage does with an event, so under load many share it; a single one is not held up.
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

    /** For the context that calls this, which must be one of an event loop. */
    public Gathered(Vertx vertx, LocalBus bus, String address) {
        this.bus = bus;
        this.address = address;
        this.owner = vertx.getOrCreateContext();
        this.turn = Thread.currentThread();
    }

    /** Fails as {@link LocalBus#request} does, each request by itself; to be called on the thread that made this. */
    public Future<R> request(Q payload) {
        if (Thread.currentThread() != turn) {
            throw new IllegalStateException("not the event loop of " + address + "'s caller");
        }
        if (payloads.isEmpty()) {
            owner.runOnContext(next -> send());
        }
        Promise<R> answer = Promise.promise();
        payloads.add(payload);
        answers.add(answer);
        return answer.future();
    }

    /** As {@link #request}, in a message of its own: for what takes long, and must not hold up what is sent beside it. */
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

    /** What became of one of the requests. */
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
