package dev.mesher.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What is not HTTP gets an answer like any other refusal; then the connection is closed, since its next request has no beginning. */
public final class InvalidRequest {
    private InvalidRequest() {}

    /** The handler of a server's invalid requests. */
    public static void answer(HttpServerRequest request) {
        int status = status(request.decoderResult().cause());
        Cors.allowInvalid(request);
        Future<Void> unused = request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Answers.error(Answers.words(status)).toBuffer())
                .eventually(() -> request.connection().close());
    }

    private static int status(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return 414;
        }
        return cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }
}
