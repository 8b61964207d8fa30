package dev.mesher.told.send;

import static dev.mesher.testing.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import org.jspecify.annotations.Nullable;

/** A real HTTP receiver on a loopback port. */
public final class Receiver {
    private final HttpServer server;

    private Receiver(HttpServer server) {
        this.server = server;
    }

    public static Receiver start(Vertx vertx, Handler<HttpServerRequest> handler) {
        return start(vertx, null, handler);
    }

    /** With TLS when there is a certificate. */
    public static Receiver start(
            Vertx vertx, @Nullable SelfSignedCertificate certificate, Handler<HttpServerRequest> handler) {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
        if (certificate != null) {
            options.setSsl(true).setSni(true).setKeyCertOptions(certificate.keyCertOptions());
        }
        return new Receiver(
                await(vertx.createHttpServer(options).requestHandler(handler).listen()));
    }

    /** Answers with the status once the body is read. */
    public static Handler<HttpServerRequest> answering(int status, String body) {
        return request -> request.body().onSuccess(read -> {
            Future<Void> unused = request.response().setStatusCode(status).end(body);
        });
    }

    /** Closes the port. */
    public void stop() {
        await(server.close());
    }

    public int port() {
        return server.actualPort();
    }
}
