package dev.mesher;

import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.ingest.HttpIngest;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket server: {@code /ingest}, also under {@code /ws}. */
final class SocketVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SocketVerticle.class);
    private static final int MAX_MESSAGE_BYTES = 1 << 20;
    private static final int DRAIN_SECONDS = 2;

    /** Longer than the pause between two pings, which a living client answers. */
    private static final int IDLE_SECONDS = 90;

    private final ServerSettings settings;
    private final Supplier<HttpIngest> ingests;
    private @Nullable HttpServer server;

    SocketVerticle(ServerSettings settings, Supplier<HttpIngest> ingests) {
        this.settings = settings;
        this.ingests = ingests;
    }

    @Override
    public Future<?> start() {
        HttpIngest ingest = ingests.get();
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
                        .setMaxWebSocketFrameSize(MAX_MESSAGE_BYTES))
                .webSocketHandshakeHandler(handshake -> handshake(ingest, handshake))
                .requestHandler(request -> {
                    Future<Void> unused = request.response()
                            .setStatusCode(426)
                            .putHeader("Upgrade", "websocket")
                            .putHeader("Content-Type", "application/json")
                            .end("{\"error\":\"this port speaks WebSocket\"}");
                });
        return server.listen(settings.webSocketPort(), settings.host());
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    private static void handshake(HttpIngest ingest, ServerWebSocketHandshake handshake) {
        String path = handshake.path();
        if ("/ingest".equals(path) || "/ws/ingest".equals(path)) {
            ingest.handshake(handshake);
        } else {
            handshake.reject(404).onFailure(gone -> LOG.debug("client left before its answer", gone));
        }
    }
}
