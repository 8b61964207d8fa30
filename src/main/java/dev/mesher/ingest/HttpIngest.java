package dev.mesher.ingest;

import dev.mesher.decode.sentry.Items;
import dev.mesher.http.Upgrade;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Function;

/** The ingest of one server: its HTTP routes and its WebSocket. To be used only on the context that builds it. */
public final class HttpIngest {
    /**
     * The most bytes that one request may hold in memory: an envelope, and copies of its attachments while they are
     * stored.
     */
    public static final long LARGEST_REQUEST_BYTES = SentryIngest.MAX_ENVELOPE_BYTES + Items.MAX_ATTACHMENT_BYTES;

    /** Largest event, after decompression. */
    public static final int MAX_EVENT_BYTES = NativeForm.MAX_EVENT_BYTES;

    /** Largest request with several events, after decompression. */
    public static final int MAX_BULK_BYTES = NativeForm.MAX_BULK_BYTES;

    private final IngestRoutes routes;
    private final SentryRoutes sentry;
    private final SocketIngest sockets;

    /**
     * Mounts the ingest's routes.
     *
     * @param clientAddress finds the address of a request's client. What a proxy says of it counts when the proxy is
     *     trusted
     */
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

    /** Accepts or refuses an upgrade to {@code /ingest}. */
    public void handshake(Upgrade handshake) {
        sockets.handshake(handshake);
    }
}
