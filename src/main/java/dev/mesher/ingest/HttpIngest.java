package dev.mesher.ingest;

import dev.mesher.decode.sentry.Items;
import dev.mesher.http.Upgrade;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Function;

/** The ingest edge of one server: its routes, and its WebSocket. For the context that builds it. */
public final class HttpIngest {
    /** What one request may hold: an envelope, and the copies of its attachments on their way to the store. */
    public static final long LARGEST_REQUEST_BYTES = SentryIngest.MAX_ENVELOPE_BYTES + Items.MAX_ATTACHMENT_BYTES;

    private final IngestRoutes routes;
    private final SentryRoutes sentry;
    private final SocketIngest sockets;

    /** @param clientAddress who sent a request; what proxies say of it counts when they are trusted */
    public HttpIngest(
            Vertx vertx,
            Door door,
            EventStages stages,
            SentryStores sentryStores,
            Function<HttpServerRequest, String> clientAddress,
            IngestObserver observer) {
        Decoding decoding = new Decoding(vertx);
        KeyedRequests keyed = new KeyedRequests(stages.writes(), door.rateLimits(), observer.records());
        IngestChain chain = new IngestChain(decoding, keyed, door.rateLimits(), stages.groups(), stages.writes());
        this.routes = new IngestRoutes(vertx, door, chain, observer);
        SentryIngest sentryIngest = new SentryIngest(door, chain, decoding, sentryStores, observer);
        KeylessEnvelope keyless = new KeylessEnvelope(vertx, door, decoding);
        this.sentry = new SentryRoutes(vertx, door, keyless, sentryIngest, clientAddress, observer);
        this.sockets = new SocketIngest(vertx, door, chain, observer);
    }

    public void mount(Router router) {
        routes.mount(router);
        sentry.mount(router);
    }

    /** Takes a handshake for {@code /ingest}, or says no. */
    public void handshake(Upgrade handshake) {
        sockets.handshake(handshake);
    }
}
