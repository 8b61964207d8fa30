package dev.mesher.http;

import dev.mesher.event.Refusal;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What is not HTTP gets an answer like any other refusal; then the connection is closed, since its next request has no beginning. */
public final class InvalidRequest {
    private InvalidRequest() {}

    /** The handler of invalid requests for a server of Sentry's routes, whose answers pages of every site may read. */
    public static void answer(HttpServerRequest request) {
        Cors.allowInvalid(request);
        refuse(request);
    }

    /** The handler of a server's invalid requests. */
    public static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = status(cause);
        String words = cause instanceof Refusal refusal ? refusal.getMessage() : Answers.words(status);
        Future<Void> unused = request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Answers.error(words).toBuffer())
                .eventually(() -> request.connection().close());
    }

    private static int status(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return 414;
        }
        return cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }
}
