package dev.mesher.api;

import dev.mesher.access.Gate;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.http.InFlight;
import dev.mesher.http.Rest;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import dev.mesher.testing.TestClock;
import dev.mesher.write.Dictionaries;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The management API on a real server, over a database of its own. */
final class ApiServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final TestClock clock = new TestClock();
    private final Map<RawHttp, List<Endpoint>> served = new HashMap<>();
    private final RawHttp http = serve(data.database(), AuthMode.AUTO);

    StoredData data() {
        return data;
    }

    RawHttp http() {
        return http;
    }

    /** By which sessions expire and passwords are throttled. */
    TestClock clock() {
        return clock;
    }

    /** Every route. */
    List<Endpoint> endpoints() {
        return served.getOrDefault(http, List.of());
    }

    /** The same data through connections of its own. */
    Database freshDatabase() {
        return Database.create(vertx, new PostgresUri(data.uri()));
    }

    /** Another server in front of {@code database}. */
    RawHttp serve(Database database, AuthMode mode, InetAddress... trustedProxies) {
        Router router = Router.router(vertx);
        // As the node's own server does.
        Route unusedRest = router.route().handler(ctx -> {
            int unused = ctx.addHeadersEndHandler(ending -> Rest.discard(vertx, ctx.request()));
            ctx.next();
        });
        Gate gate = new Gate(mode, List.of(trustedProxies), database, clock, clock::nanoTime);
        ManagementApi api = new ManagementApi(
                vertx, database, gate, new InFlight(1 << 24, 1 << 20), new Dictionaries(), changed -> {});
        List<Endpoint> endpoints = api.endpointsOn(router);
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .await(10, TimeUnit.SECONDS);
            RawHttp client = new RawHttp(server.actualPort());
            List<Endpoint> unused = served.put(client, endpoints);
            return client;
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() throws TimeoutException {
        data.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }
}
