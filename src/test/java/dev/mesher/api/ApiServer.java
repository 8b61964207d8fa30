package dev.mesher.api;

import dev.mesher.access.Gate;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.db.Database;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import dev.mesher.write.Dictionaries;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The management API on a real server, over a database of its own. */
final class ApiServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final RawHttp http = serve(data.database(), AuthMode.AUTO);

    StoredData data() {
        return data;
    }

    RawHttp http() {
        return http;
    }

    /** Another server in front of {@code database}. */
    RawHttp serve(Database database, AuthMode mode) {
        Router router = Router.router(vertx);
        new ManagementApi(database, new Gate(mode, List.of()), new Dictionaries()).mount(router);
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .await(10, TimeUnit.SECONDS);
            return new RawHttp(server.actualPort());
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
