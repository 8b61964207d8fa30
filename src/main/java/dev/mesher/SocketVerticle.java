package dev.mesher;

import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.http.Connections;
import dev.mesher.http.InFlight;
import dev.mesher.http.InvalidRequest;
import dev.mesher.http.RequestId;
import dev.mesher.http.Rest;
import dev.mesher.http.StrictRequestDecoder;
import dev.mesher.http.Upgrade;
import dev.mesher.ingest.HttpIngest;
import dev.mesher.stream.StreamSockets;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket server for {@code /ingest} and {@code /stream}, also under {@code /ws}. Several instances share the
 * port.
 */
final class SocketVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SocketVerticle.class);
    private static final int MAX_MESSAGE_BYTES = 1 << 20;
    private static final int DRAIN_SECONDS = 2;

    /** A fixed size. Otherwise the kernel would buffer megabytes for each client that does not read. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    /** Longer than the pause between two pings. A client that still runs answers each ping. */
    private static final int IDLE_SECONDS = 90;

    private final ServerSettings settings;
    private final Connections connections;
    private final InFlight inFlight;
    private final Supplier<HttpIngest> ingests;
    private final Supplier<StreamSockets> streamings;
    private @Nullable StreamSockets streams;
    private @Nullable HttpServer server;

    SocketVerticle(
            ServerSettings settings,
            Connections connections,
            InFlight inFlight,
            Supplier<HttpIngest> ingests,
            Supplier<StreamSockets> streamings) {
        this.settings = settings;
        this.connections = connections;
        this.inFlight = inFlight;
        this.ingests = ingests;
        this.streamings = streamings;
    }

    @Override
    public Future<?> start() {
        HttpIngest ingest = ingests.get();
        StreamSockets stream = streamings.get();
        streams = stream;
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                // The stream's frames are encoded once for all clients.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
                .setMaxWebSocketFrameSize(MAX_MESSAGE_BYTES);
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    StrictRequestDecoder.install(connection, options);
                    connections.handle(connection);
                })
                .invalidRequestHandler(InvalidRequest::refuse)
                .requestHandler(request -> {
                    RequestId unused = RequestId.begin(request);
                    if (request.canUpgradeToWebSocket()) {
                        upgrade(ingest, stream, new Upgrade(request, inFlight));
                    } else {
                        refuse(request);
                    }
                });
        return server.listen(settings.webSocketPort(), settings.host());
    }

    @Override
    public Future<?> stop() {
        Future<?> closed = streams == null ? Future.succeededFuture() : streams.close();
        return server == null ? closed : Future.join(closed, server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS));
    }

    private static void upgrade(HttpIngest ingest, StreamSockets stream, Upgrade upgrade) {
        String path = upgrade.path();
        if ("/ingest".equals(path) || "/ws/ingest".equals(path)) {
            ingest.handshake(upgrade);
        } else if (stream.serves(path)) {
            stream.handshake(upgrade);
        } else {
            upgrade.reject(404).onFailure(gone -> LOG.debug("client left before its answer", gone));
        }
    }

    private void refuse(HttpServerRequest request) {
        Rest.discard(vertx, request);
        request.response()
                .setStatusCode(426)
                .putHeader("Upgrade", "websocket")
                .putHeader("Content-Type", "application/json")
                .end("{\"error\":\"this port speaks WebSocket\"}")
                .onFailure(gone -> LOG.debug("client left before its answer", gone));
    }
}
