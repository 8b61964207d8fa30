package dev.mesher;

import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.http.Answers;
import dev.mesher.http.Connections;
import dev.mesher.http.Cors;
import dev.mesher.http.InFlight;
import dev.mesher.http.InvalidRequest;
import dev.mesher.http.RequestId;
import dev.mesher.http.Rest;
import dev.mesher.http.StrictRequestDecoder;
import dev.mesher.http.Upgrade;
import dev.mesher.stream.StreamSockets;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One HTTP server, with the live stream for pages. Several instances share the port. */
final class HttpVerticle extends VerticleBase {
    private static final int IDLE_SECONDS = 60;
    private static final int DRAIN_SECONDS = 6;

    /** What a client of the stream sends is far smaller. */
    private static final int MAX_FRAME_BYTES = 64 * 1024;

    /**
     * How long responses carry {@code Connection: close} before the port closes. This is longer than a response takes,
     * so every client that is sending a request learns of the stop.
     */
    private static final long NOTICE_MILLIS = 250;

    private final ServerSettings settings;
    private final Connections connections;
    private final InFlight inFlight;
    private final Consumer<Router> routes;
    private final Supplier<StreamSockets> streamings;
    private @Nullable StreamSockets streams;
    private @Nullable HttpServer server;
    private boolean draining;

    HttpVerticle(
            ServerSettings settings,
            Connections connections,
            InFlight inFlight,
            Consumer<Router> routes,
            Supplier<StreamSockets> streamings) {
        this.settings = settings;
        this.connections = connections;
        this.inFlight = inFlight;
        this.routes = routes;
        this.streamings = streamings;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        Route unusedNotice = router.route().handler(this::beforeAnswer);
        Route unusedCors = router.route().handler(Cors::handle);
        routes.accept(router);
        for (int status : new int[] {413, 414, 415, 431, 500}) {
            Router unused = router.errorHandler(status, Answers::failure);
        }
        StreamSockets stream = streamings.get();
        streams = stream;
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true)
                .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
                .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
                // The stream's frames are encoded once for all clients. With these switched on, their handlers would
                // also run for each HTTP request.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    StrictRequestDecoder.install(connection, options);
                    connections.handle(connection);
                })
                .invalidRequestHandler(InvalidRequest::answer)
                .requestHandler(request -> {
                    if (opensStream(request, stream)) {
                        RequestId unused = RequestId.begin(request);
                        stream.handshake(new Upgrade(request, inFlight));
                    } else {
                        router.handle(request);
                    }
                });
        return server.listen(settings.httpPort(), settings.host());
    }

    /**
     * Stops in two steps. First, every response carries {@code Connection: close}, so that clients send no further
     * request on a connection that is about to close: they would not learn whether such a request was handled. Then the
     * server takes no more connections and lets the requests under way finish.
     *
     * <p>Streams are closed at once.
     */
    @Override
    public Future<?> stop() {
        Future<Void> closed = Future.succeededFuture();
        if (streams != null) {
            streams.endAll();
            closed = streams.close();
        }
        HttpServer running = server;
        if (running == null) {
            return closed;
        }
        draining = true;
        Future<?> stopped = vertx.timer(NOTICE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(noticed -> running.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS));
        return Future.join(closed, stopped);
    }

    /** Any other request is left to the routes, also one that asks for another protocol or elsewhere for a WebSocket. */
    private static boolean opensStream(HttpServerRequest request, StreamSockets stream) {
        String path = request.path();
        return HttpMethod.GET.equals(request.method())
                && path != null
                && stream.serves(path)
                && request.canUpgradeToWebSocket();
    }

    /**
     * Names the request, and adds the name to the answer. Adds {@code Connection: close} while the server stops or when
     * the request's body is refused. The rest of a refused body is not read.
     */
    private void beforeAnswer(RoutingContext ctx) {
        RequestId id = RequestId.begin(ctx.request());
        int unused = ctx.addHeadersEndHandler(ending -> {
            Rest.discard(vertx, ctx.request());
            id.addTo(ctx.response());
            if (draining) {
                ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        });
        ctx.next();
    }
}
