package dev.mesher.cluster;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers operators through a small protocol of our own, right after the challenge. So an operator's command needs no
 * Hazelcast client, gets its answer within the start of a small JVM, and can read only what {@link Questions} answers.
 */
final class OperatorAnswers {
    /** Largest question, in bytes. */
    static final int MAX_QUESTION = 64 << 10;

    /** Largest answer, in bytes. */
    static final int MAX_ANSWER = 16 << 20;

    static final String QUESTION = "question";
    static final String PARAMETERS = "parameters";
    static final String TIMEOUT_MILLIS = "timeout_ms";
    static final String ANSWER = "answer";
    static final String ERROR = "error";
    static final String NODE = "node";

    /** Longest time that an answer may take. */
    static final long MAX_MILLIS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(OperatorAnswers.class);
    private static final int MAX_AT_ONCE = 4;

    private final String nodeName;
    private final Questions questions;
    private final Semaphore asking = new Semaphore(MAX_AT_ONCE);

    OperatorAnswers(String nodeName, Questions questions) {
        this.nodeName = nodeName;
        this.questions = questions;
    }

    /** Reads one question and writes its answer. */
    void hear(InputStream in, OutputStream out) throws IOException {
        try {
            JsonObject question = Frame.read(in, MAX_QUESTION);
            JsonObject reply = reply(question).put(NODE, nodeName);
            Frame.write(out, reply);
        } catch (ClassCastException malformed) {
            throw new IOException("malformed question", malformed);
        }
    }

    private JsonObject reply(JsonObject question) {
        if (!asking.tryAcquire()) {
            return new JsonObject().put(ERROR, "answers " + MAX_AT_ONCE + " questions already: ask again");
        }
        try {
            long millis = Math.max(1, Math.min(question.getLong(TIMEOUT_MILLIS, 5_000L), MAX_MILLIS));
            JsonObject parameters = question.getJsonObject(PARAMETERS, new JsonObject());
            Future<JsonObject> answer = questions.ask(question.getString(QUESTION, ""), parameters);
            return new JsonObject()
                    .put(
                            ANSWER,
                            answer.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return new JsonObject().put(ERROR, "finds no answer in time");
        } catch (ExecutionException failed) {
            return new JsonObject().put(ERROR, words(failed));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new JsonObject().put(ERROR, "is stopping");
        } finally {
            asking.release();
        }
    }

    private static String words(ExecutionException failure) {
        if (failure.getCause() instanceof Questions.Unanswerable unanswerable) {
            return String.valueOf(unanswerable.getMessage());
        }
        LOG.warn("[Mesher] an operator's question failed", failure);
        return "fails to answer: its log has the reason";
    }
}
