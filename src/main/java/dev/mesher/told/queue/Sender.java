package dev.mesher.told.queue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Sends the messages that are due, several at a time. Used on one context. */
final class Sender {
    /** Most messages that a node sends at a time. */
    static final int MOST = 16;

    private final Vertx vertx;
    private final SenderParts parts;
    private final Runnable wake;
    private final Promise<Void> idle = Promise.promise();
    private int running;
    private boolean stopping;

    /**
     * @param wake called when a message has been sent, since the next one of its channel may be due
     */
    Sender(Vertx vertx, SenderParts parts, Runnable wake) {
        this.vertx = vertx;
        this.parts = parts;
        this.wake = wake;
    }

    /** Claims what is due and begins to send it. Completes once it is claimed, with how many messages that are. */
    Future<Integer> sendDue() {
        int free = MOST - running;
        return free == 0
                ? Future.succeededFuture(0)
                : parts.messages().claim(free).map(claimed -> {
                    claimed.forEach(this::begin);
                    return claimed.size();
                });
    }

    private void begin(ClaimedMessage claimed) {
        running++;
        Future<Void> unused = new DeliveryTry(vertx, parts, claimed).run().onComplete(done -> {
            running--;
            if (stopping) {
                completeWhenIdle();
            } else {
                wake.run();
            }
        });
    }

    /** Completes when nothing is being sent any more. To be called once, after the last {@link #sendDue}. */
    Future<Void> finish() {
        stopping = true;
        completeWhenIdle();
        return idle.future();
    }

    private void completeWhenIdle() {
        if (running == 0) {
            boolean unused = idle.tryComplete();
        }
    }
}
