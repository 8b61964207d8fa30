package dev.mesher.http;

import dev.mesher.text.FullPattern;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.spi.context.storage.AccessMode;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The name of one HTTP request: the client's own, or one that is made when it is first asked for. Most requests are
 * events, whose answers name them otherwise and about which nothing is logged: no name is made for them. Thread-safe.
 */
public final class RequestId {
    private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

    /** The name of an ingest request in its answer. */
    private static final CharSequence INGEST_KEY = HttpHeaders.createOptimized("X-Mesh-Continuity-Request-Key");

    private static final int MOST_CHARACTERS = 64;
    private static final FullPattern VALID = FullPattern.of("[A-Za-z0-9._-]{1,64}", MOST_CHARACTERS);

    private final boolean given;
    private @Nullable String text;

    private RequestId(@Nullable String text) {
        this.given = text != null;
        this.text = text;
    }

    /** Names the request for all that is done on its context. To be called on that context, first of all. */
    public static RequestId begin(HttpServerRequest request) {
        String sent = request.getHeader(HEADER);
        RequestId id = new RequestId(sent != null && VALID.matches(sent) ? sent : null);
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(RequestIdLocal.KEY, AccessMode.CONCURRENT, id);
        }
        return id;
    }

    /** The request that the current thread works for. Empty when it works for none. */
    static Optional<RequestId> current() {
        Context context = Vertx.currentContext();
        return context == null
                ? Optional.empty()
                : Optional.ofNullable(context.getLocal(RequestIdLocal.KEY, AccessMode.CONCURRENT));
    }

    /** The same at each call. */
    synchronized String text() {
        String known = text;
        if (known == null) {
            known = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            text = known;
        }
        return known;
    }

    /**
     * Adds the header to an answer that is about to be sent. An event that was taken has the request key in its answer:
     * such an answer repeats the client's own name, and has none otherwise.
     */
    public void addTo(HttpServerResponse response) {
        if (given || response.getStatusCode() >= 400 || !response.headers().contains(INGEST_KEY)) {
            response.putHeader(HEADER, text());
        }
    }
}
