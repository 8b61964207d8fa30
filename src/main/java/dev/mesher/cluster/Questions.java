package dev.mesher.cluster;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The questions that operators may ask this node through its cluster port, by name. Thread-safe. */
public final class Questions {
    private record Answerer(Context context, Function<JsonObject, Future<JsonObject>> work) {}

    private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();

    /** Says why a question cannot be answered. The message is for the operator. */
    public static final class Unanswerable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Takes the message. */
        public Unanswerable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * From now on {@code work} answers that question, on {@code context}. When it fails with {@link Unanswerable}, the
     * operator reads that message.
     */
    public void answer(String question, Context context, Function<JsonObject, Future<JsonObject>> work) {
        answerers.put(question, new Answerer(context, work));
    }

    /** From now on nobody answers that question. */
    public void forget(String question) {
        answerers.remove(question);
    }

    /** Asks the question. May be called on any thread. */
    Future<JsonObject> ask(String question, JsonObject parameters) {
        Answerer answerer = answerers.get(question);
        if (answerer == null) {
            return Future.failedFuture(new Unanswerable("does not know the question " + question
                    + ": it is starting or stopping, or it is of another version"));
        }
        Promise<JsonObject> answered = Promise.promise();
        answerer.context.runOnContext(
                now -> Future.succeededFuture(parameters).compose(answerer.work).onComplete(answered));
        return answered.future();
    }
}
