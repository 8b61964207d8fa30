package dev.mesher.http;

import dev.mesher.event.Refusal;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers input that is not valid HTTP with an error, as for any other refusal, and closes the connection. The
 * connection cannot be used further, since nobody knows where the next request begins.
 */
public final class InvalidRequest {
    private InvalidRequest() {}

    /** Answers an invalid request to a server of Sentry's routes. Pages of every site may read the response. */
    public static void answer(HttpServerRequest request) {
        Cors.allowInvalid(request);
        refuse(request);
    }

    /** Answers an invalid request to a server without Sentry's routes. */
    public static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = status(cause);
        String words = cause instanceof Refusal refusal ? refusal.getMessage() : Answers.words(status);
        RequestId.begin(request).addTo(request.response().setStatusCode(status));
        Future<Void> unused = request.response()
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
