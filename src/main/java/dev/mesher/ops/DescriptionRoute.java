package dev.mesher.ops;

import dev.mesher.http.Answers;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves {@code /openapi.yaml}: the description of each route of the server. */
public final class DescriptionRoute {
    private static final String PATH = "/openapi.yaml";

    private final Buffer description = read();

    /** Adds the route. {@code access} decides who may call it. */
    public void mount(Router router, Handler<RoutingContext> access) {
        Route unused = OpsRoutes.read(router, PATH).handler(access).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml");
            Answers.end(ctx, description);
        });
    }

    private static Buffer read() {
        try (InputStream resource = DescriptionRoute.class.getResourceAsStream(PATH)) {
            if (resource == null) {
                throw new IllegalStateException(PATH + " is missing from the jar");
            }
            return Buffer.buffer(resource.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
