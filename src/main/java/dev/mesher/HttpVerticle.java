package dev.mesher;

import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.http.Answers;
import dev.mesher.http.Connections;
import dev.mesher.http.Cors;
import dev.mesher.http.InvalidRequest;
import dev.mesher.http.Rest;
import dev.mesher.http.StrictRequestDecoder;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One HTTP server. Several instances share the port. */
final class HttpVerticle extends VerticleBase {
    private static final int IDLE_SECONDS = 60;
    private static final int DRAIN_SECONDS = 6;

    /**
     * How long responses carry {@code Connection: close} before the port closes. This is longer than a response takes,
     * so every client that is sending a request learns of the stop.
     */
    private static final long NOTICE_MILLIS = 250;

    private final ServerSettings settings;
    private final Connections connections;
    private final Consumer<Router> routes;
    private @Nullable HttpServer server;
    private boolean draining;

    HttpVerticle(ServerSettings settings, Connections connections, Consumer<Router> routes) {
        this.settings = settings;
        this.connections = connections;
        this.routes = routes;
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
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true)
                // WebSockets have a port of their own. With these switched on, their handlers would run for each HTTP
                // request.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    StrictRequestDecoder.install(connection, options);
                    connections.handle(connection);
                })
                .invalidRequestHandler(InvalidRequest::answer)
                .requestHandler(router);
        return server.listen(settings.httpPort(), settings.host());
    }

    /**
     * Stops in two steps. First, every response carries {@code Connection: close}, so that clients send no further
     * request on a connection that is about to close: they would not learn whether such a request was handled. Then the
     * server takes no more connections and lets the requests under way finish.
     */
    @Override
    public Future<?> stop() {
        HttpServer running = server;
        if (running == null) {
            return Future.succeededFuture();
        }
        draining = true;
        return vertx.timer(NOTICE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(noticed -> running.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS));
    }

    /**
     * Adds {@code Connection: close} while the server stops or when the request's body is refused. The rest of a
     * refused body is not read.
     */
    private void beforeAnswer(RoutingContext ctx) {
        int unused = ctx.addHeadersEndHandler(ending -> {
            Rest.discard(vertx, ctx.request());
            if (draining) {
                ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        });
        ctx.next();
    }
}
