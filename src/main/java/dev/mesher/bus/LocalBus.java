package dev.mesher.bus;

import dev.mesher.event.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The event bus inside one node. Immutable objects are passed by reference, and a failure arrives as the original
 * exception.
 *
 * <p>An answer arrives on the caller's context. A handler runs on the context that registered it.
 */
public final class LocalBus {
    private static final String CODEC = "mesher.local";
    private static final DeliveryOptions LOCAL =
            new DeliveryOptions().setLocalOnly(true).setCodecName(CODEC).setSendTimeout(60_000);

    private final EventBus bus;

    private LocalBus(EventBus bus) {
        this.bus = bus;
    }

    /** The bus of {@code vertx}. To be called once, before the first verticle is deployed. */
    public static LocalBus create(Vertx vertx) {
        return new LocalBus(vertx.eventBus().registerCodec(new ByReference()));
    }

    /**
     * Sends a request. The future fails with the handler's failure, or when there is no handler or no answer within a
     * minute.
     */
    public <R> Future<R> request(String address, Object payload) {
        return bus.<Object>request(address, payload, LOCAL)
                .recover(LocalBus::unanswered)
                .compose(reply -> {
                    if (reply.body() instanceof Failed failed) {
                        return Future.failedFuture(failed.cause());
                    }
                    @SuppressWarnings("unchecked")
                    R result = (R) reply.body();
                    return Future.succeededFuture(result);
                });
    }

    /** No answer: the stage is stopping, or it waits for something that does not come. */
    private static <T> Future<T> unanswered(Throwable cause) {
        return Future.failedFuture(
                cause instanceof ReplyException ? Refusal.unavailable("the node did not answer in time") : cause);
    }

    /** Answers the requests to {@code address} on the {@linkplain Context context} of the caller. */
    public <P, R> MessageConsumer<P> serve(String address, Function<P, Future<R>> handler) {
        return bus.<P>localConsumer(address, message -> Future.succeededFuture(message.body())
                .compose(handler)
                .onSuccess(result -> message.reply(result, LOCAL))
                .onFailure(cause -> message.reply(new Failed(cause), LOCAL)));
    }

    /**
     * Answers requests that were {@link Gathered} for {@code address}. The message is answered when all its requests
     * are.
     */
    public <P, R> MessageConsumer<List<P>> serveGathered(String address, Function<P, Future<R>> handler) {
        return this.<List<P>, List<Gathered.Outcome<R>>>serve(address, payloads -> {
            List<Future<Gathered.Outcome<R>>> outcomes = new ArrayList<>(payloads.size());
            for (P payload : payloads) {
                outcomes.add(outcome(payload, handler));
            }
            return Future.all(outcomes).map(all -> all.list());
        });
    }

    /** The result of the handler, or its failure. The future itself never fails. */
    private static <P, R> Future<Gathered.Outcome<R>> outcome(P payload, Function<P, Future<R>> handler) {
        try {
            return handler.apply(payload)
                    .transform(done -> Future.succeededFuture(
                            done.succeeded()
                                    ? new Gathered.Done<>(done.result())
                                    : new Gathered.Refused<>(done.cause())));
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            return Future.succeededFuture(new Gathered.Refused<>(failure));
        }
    }

    public void publish(String address, Object payload) {
        EventBus unused = bus.publish(address, payload, LOCAL);
    }

    /** Passes what is published at {@code address} in this node to {@code handler}. */
    public <P> MessageConsumer<P> subscribe(String address, Consumer<P> handler) {
        return bus.localConsumer(address, message -> handler.accept(message.body()));
    }

    private record Failed(Throwable cause) {}

    private static final class ByReference implements MessageCodec<Object, Object> {
        @Override
        public void encodeToWire(Buffer buffer, Object object) {
            throw new UnsupportedOperationException("local messages stay in their node");
        }

        @Override
        public Object decodeFromWire(int position, Buffer buffer) {
            throw new UnsupportedOperationException("local messages stay in their node");
        }

        @Override
        public Object transform(Object object) {
            return object;
        }

        @Override
        public String name() {
            return CODEC;
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
