package dev.mesher.api.endpoint;

import dev.mesher.http.Answers;
import dev.mesher.http.Gzip;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The answer to a GET. It has a tag: a client that has the same answer already gets a 304 without a body. It is
 * compressed when the client takes that.
 */
final class ReadAnswer {
    /** A smaller answer fits a packet or two, compressed or not. */
    private static final int LEAST_COMPRESSED_BYTES = 1_024;

    /** Compressing more than this takes longer than an event loop should be kept. */
    private static final int MOST_ON_EVENT_LOOP_BYTES = 32 * 1_024;

    private static final int TAG_BYTES = 12;

    private ReadAnswer() {}

    /**
     * Sends the body with status 200 or 304. To be called on the request's event loop.
     *
     * @param body as for {@link Answers#json}
     */
    static void send(RoutingContext ctx, Object body) {
        Buffer plain = body instanceof Buffer encoded ? encoded : Json.encodeToBuffer(body);
        String tag = tag(plain);
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader("X-Content-Type-Options", "nosniff");
        String known = ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) {
            response.setStatusCode(304).end().onFailure(gone -> {});
            return;
        }
        if (plain.length() < LEAST_COMPRESSED_BYTES || !Gzip.accepted(ctx.request())) {
            Answers.json(ctx, 200, plain);
        } else if (plain.length() <= MOST_ON_EVENT_LOOP_BYTES) {
            compressed(ctx, Gzip.compress(plain));
        } else {
            ctx.vertx()
                    .executeBlocking(() -> Gzip.compress(plain), false)
                    .onSuccess(zipped -> compressed(ctx, zipped))
                    .onFailure(failure -> Answers.failure(ctx, failure));
        }
    }

    private static void compressed(RoutingContext ctx, Buffer zipped) {
        HttpServerResponse response = ctx.response();
        if (!response.ended() && !response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        Answers.json(ctx, 200, zipped);
    }

    /** Weak, since the compressed and the plain form of an answer have the same tag. */
    private static String tag(Buffer body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return "W/\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
