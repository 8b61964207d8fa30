package dev.mesher.cluster;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What operators may ask this node through its cluster port, by name. Thread-safe. */
public final class Questions {
    private record Answerer(Context context, Function<JsonObject, Future<JsonObject>> work) {}

    private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();

    /** A question that cannot be answered; the message is for the operator. */
    public static final class Unanswerable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Made with its words. */
        public Unanswerable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * From now on {@code work} answers that question, on {@code context}. A failure with {@link Unanswerable} reaches the
     * operator in its words.
     */
    public void answer(String question, Context context, Function<JsonObject, Future<JsonObject>> work) {
        answerers.put(question, new Answerer(context, work));
    }

    /** The question is unknown again. */
    public void forget(String question) {
        answerers.remove(question);
    }

    /** May be called from any thread. */
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
