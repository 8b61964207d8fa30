package dev.mesher.ingest;

import dev.mesher.auth.Keys;
import dev.mesher.bus.LocalBus;
import dev.mesher.continuity.Records;
import dev.mesher.group.Groups;
import dev.mesher.http.InFlight;
import dev.mesher.limit.RateLimits;
import dev.mesher.write.Writes;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.ext.web.Router;

/** The ingest edge of one server: its routes, and its WebSocket. For the context that builds it. */
public final class HttpIngest {
    private final IngestRoutes routes;
    private final SocketIngest sockets;

    public HttpIngest(
            Vertx vertx,
            LocalBus bus,
            Keys keys,
            RateLimits rateLimits,
            Writes writes,
            InFlight inFlight,
            IngestMeters meters,
            Records records) {
        Decoding decoding = new Decoding(vertx);
        IngestChain chain = new IngestChain(decoding, rateLimits, new Groups(vertx, bus), writes, records);
        Door door = new Door(rateLimits, inFlight);
        this.routes = new IngestRoutes(vertx, keys, door, inFlight, chain, meters, records);
        this.sockets = new SocketIngest(vertx, keys, door, inFlight, chain, meters, records);
    }

    public void mount(Router router) {
        routes.mount(router);
    }

    /** Takes a handshake for {@code /ingest}, or says no. */
    public void handshake(ServerWebSocketHandshake handshake) {
        sockets.handshake(handshake);
    }
}
