package dev.mesher;

import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.http.Answers;
import dev.mesher.http.InvalidRequest;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One HTTP server; several instances share the port. */
final class HttpVerticle extends VerticleBase {
    private static final int IDLE_SECONDS = 60;
    private static final int DRAIN_SECONDS = 8;

    private final ServerSettings settings;
    private final Consumer<Router> routes;
    private @Nullable HttpServer server;

    HttpVerticle(ServerSettings settings, Consumer<Router> routes) {
        this.settings = settings;
        this.routes = routes;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        routes.accept(router);
        for (int status : new int[] {413, 414, 415, 431, 500}) {
            Router unused = router.errorHandler(status, Answers::failure);
        }
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setTcpNoDelay(true))
                .invalidRequestHandler(InvalidRequest::answer)
                .requestHandler(router);
        return server.listen(settings.httpPort(), settings.host());
    }

    /** Takes no more connections, and lets the requests under way finish. */
    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    }
}
