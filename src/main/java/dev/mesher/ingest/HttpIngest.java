package dev.mesher.ingest;

import dev.mesher.attachment.Extras;
import dev.mesher.attachment.ItemCounts;
import dev.mesher.auth.Keys;
import dev.mesher.bus.LocalBus;
import dev.mesher.continuity.Records;
import dev.mesher.decode.sentry.Items;
import dev.mesher.group.Groups;
import dev.mesher.http.InFlight;
import dev.mesher.http.Upgrade;
import dev.mesher.limit.RateLimits;
import dev.mesher.write.Writes;
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
            LocalBus bus,
            Keys keys,
            RateLimits rateLimits,
            Writes writes,
            InFlight inFlight,
            IngestMeters meters,
            Extras belongings,
            ItemCounts itemCounts,
            Function<HttpServerRequest, String> clientAddress,
            Records records) {
        Decoding decoding = new Decoding(vertx);
        IngestChain chain = new IngestChain(decoding, rateLimits, new Groups(vertx, bus), writes, records);
        Door door = new Door(rateLimits, inFlight);
        this.routes = new IngestRoutes(vertx, keys, door, inFlight, chain, meters, records);
        SentryIngest sentryIngest = new SentryIngest(door, chain, decoding, belongings, itemCounts, meters);
        KeylessEnvelope keyless = new KeylessEnvelope(vertx, keys, door, decoding);
        this.sentry = new SentryRoutes(vertx, keys, inFlight, keyless, sentryIngest, clientAddress, meters, records);
        this.sockets = new SocketIngest(vertx, keys, door, inFlight, chain, meters, records);
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
